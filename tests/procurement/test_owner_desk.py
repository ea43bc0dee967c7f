"""The owner's desk: what waits, what runs, what came of it; and what nobody may see."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from marketplace.kernel.money import Money
from marketplace.slots import desks_for
from procurement.models import Notice
from procurement.presentation.wizard import Step
from tests.factories import DAY, HOUR, NOON, ServiceItemFactory, UserFactory
from tests.factories.procurement import (
    NoticeFactory,
    OwnerFactory,
    ProjectFactory,
    answer,
    qualified_agency,
)

from .owner_pages import HONEST_TEXTS, draft, queries, step

pytestmark = pytest.mark.django_db
DESK, ALL = "/desk/owner/", "/desk/owner/notices/"


@pytest.fixture
def owner(owner_again):
    return owner_again


@pytest.fixture
def client(owners_browser):
    return owners_browser


def open_notice(owner, **columns):
    return NoticeFactory(owner=owner, open=True, **columns)


def failed(owner, **columns):
    notice = open_notice(owner, closes_at=NOON - HOUR, **columns)
    Notice.objects.filter(pk=notice.pk).update(state="failed", failure="no_answers")
    return notice


def decided(owner, at, *, mode_key="random_draw", price=None):
    """Return a notice that the clock has taken to its award."""
    notice = open_notice(owner, mode_key=mode_key)
    answer(notice, price=price)
    moment = at.moment
    for passed in range(6):
        at(notice.closes_at + (passed + 1) * HOUR)
        call_command("tick")
    at(max(moment, notice.closes_at + 7 * HOUR))
    notice.refresh_from_db()
    return notice


def desk(client, language="/en"):
    response = client.get(f"{language}{DESK}")
    assert response.status_code == 200
    return response.context["desk"]


def tasks(client):
    """Return the tasks in English, with their addresses in Chinese."""
    found = desk(client).tasks
    return [(task.state, task.action, task.url.removeprefix("/en")) for task in found]


# --- What waits


def test_an_empty_desk_leads_to_a_project_and_a_notice(client):
    page = client.get(f"/en{DESK}").content.decode()

    assert "Nothing waits for you" in page
    assert reverse("procurement:new_project") in page
    assert reverse("procurement:wizard_begin") in page


def test_the_owners_desk_is_offered_to_its_people_alone(client, owner, rf):
    request = rf.get("/desk/")
    request.user = owner.organisation.members.get()
    stranger = rf.get("/desk/")
    stranger.user = UserFactory()

    assert DESK in [each.url for each in desks_for(request)]
    assert DESK not in [each.url for each in desks_for(stranger)]


def test_a_draft_stands_at_the_step_it_lacks(client, owner):
    begun, ready = draft(owner), draft(owner)
    begun.lines.update(ceiling_minor=None)

    drafts = {each.notice: each.step for each in desk(client).drafts}

    assert drafts == {begun: Step.TERMS, ready: Step.REVIEW}


def test_what_waits_most_stands_first(client, owner, at):
    lost, ready = failed(owner), draft(owner)
    near = draft(owner, closes_at=NOON + HOUR)
    decided(owner, at)
    Notice.objects.filter(pk=ready.pk).update(closes_at=at.moment + 2 * DAY)

    expected = [
        ("Failed", "Publish again", f"{ALL}new/?follows={lost.public_id}"),
        ("Close too near", "Choose another time", step("mode", near)),
        ("Ready", "Check and publish", step("review", ready)),
    ]

    assert tasks(client) == expected


def test_a_returned_draft_comes_back_with_its_task(client, owner):
    notice = draft(owner)
    Notice.objects.filter(pk=notice.pk).update(state="returned", review_remark="请补充")

    expected = [("Returned", "Change the draft", step("review", notice))]

    assert tasks(client) == expected


def test_a_result_asks_for_nothing_and_is_news_for_a_week(client, owner, at):
    decided(owner, at)
    assert tasks(client) == []
    assert "New result" in client.get(f"/en{DESK}").content.decode()

    at(at.moment + 7 * DAY)

    assert "New result" not in client.get(f"/en{DESK}").content.decode()
    assert len(desk(client).results) == 1


# --- What runs


def test_an_open_notice_shows_the_time_that_is_left_and_never_an_answer(client, owner):
    notice = open_notice(owner)
    agencies = [qualified_agency(notice) for _number in range(3)]
    before = client.get(f"/en{DESK}").content

    for agency in agencies:
        answer(notice, agency)
    after = client.get(f"/en{DESK}").content

    assert "2 days left" in before.decode()
    assert without_token(before) == without_token(after)


def without_token(page: bytes) -> list[bytes]:
    return [line for line in page.splitlines() if b"csrfmiddlewaretoken" not in line]


def test_a_notice_whose_time_is_up_is_being_selected(client, owner, at):
    notice = open_notice(owner)
    at(notice.closes_at)

    found = desk(client)

    assert [row.notice for row in found.selecting] == [notice]
    assert found.open == []


# --- What came of it


@pytest.mark.parametrize(
    ("mode_key", "price"), [("random_draw", None), ("online_bidding", 1_500_000)]
)
def test_a_result_shows_winner_price_and_ceiling(mode_key, price, client, owner, at):
    notice = decided(owner, at, mode_key=mode_key, price=price)

    [row] = desk(client).results
    page = client.get(f"/en{DESK}").content.decode()

    assert (row.price, row.ceiling) == (Money(price or 2_000_000), Money(2_000_000))
    assert notice.award.winner.organisation.name_en in page
    assert ("CNY 15,000.00" if price else "CNY 20,000.00") in page


def test_a_failed_notice_tells_why_and_what_to_do(client, owner):
    notice = failed(owner)

    [row] = desk(client).failed
    page = client.get(f"/en{DESK}").content.decode()

    assert (row.notice, row.allows_direct, row.successor) == (notice, False, None)
    assert "Nobody answered validly." in page
    assert f"{ALL}new/?follows={notice.public_id}" in page


def test_after_two_failures_the_desk_says_that_direct_selection_is_open(client, owner):
    first = failed(owner)
    second = failed(owner, follows=first)

    rows = {row.notice: (row.allows_direct, row.successor) for row in desk(client).failed}

    assert rows == {first: (False, second), second: (True, None)}
    assert "direct selection is open to you now" in desk(client).tasks[0].text


def test_a_failed_notice_that_is_taken_up_again_waits_no_more(client, owner):
    first = failed(owner)
    again = draft(owner, follows=first)

    assert [row.successor for row in desk(client).failed] == [again]
    assert "Publish again" not in [task.action for task in desk(client).tasks]


def test_a_discarded_draft_does_not_count_as_taken_up(client, owner):
    first = failed(owner)
    again = draft(owner, follows=first)
    client.post(reverse("procurement:cancel_notice", args=[again.public_id]))

    assert [row.successor for row in desk(client).failed] == [None]


# --- Whose it is, in which language, at which price


def test_other_owners_notices_are_not_on_the_desk(client):
    theirs = [draft(), NoticeFactory(open=True), failed(OwnerFactory())]

    page = client.get(DESK).content.decode()

    assert [notice.public_id for notice in theirs if notice.public_id in page] == []


@pytest.mark.parametrize("name", HONEST_TEXTS)
@pytest.mark.parametrize("language", ["", "/en"])
def test_honest_text_is_shown_as_text(name, language, client, owner):
    project = ProjectFactory(owner=owner, name_zh=name, name_en="")
    open_notice(owner, project=project)

    page = client.get(f"{language}{DESK}").content.decode()

    assert "<script>x" not in page
    assert "DROP TABLE" in page or "&lt;script&gt;x" in page or name in page


def test_all_notices_of_the_owner_stand_in_one_list(client, owner, at):
    notices = [open_notice(owner, open__at=NOON - (n + 1) * DAY) for n in range(21)]
    draft(owner)

    first, second = (client.get(f"{ALL}?page={number}") for number in (1, 2))

    assert [row.notice for row in first.context["rows"]] == notices[:20]
    assert [row.notice for row in second.context["rows"]] == notices[20:]
    assert client.get(f"{ALL}?page=3").status_code == 404


@pytest.mark.parametrize("language", ["", "/en"])
def test_more_notices_cost_no_more_queries(language, client, owner, at):
    def one_of_each():
        decided(owner, at)
        first = failed(owner)
        failed(owner, follows=first)
        draft(owner, items=ServiceItemFactory.create_batch(2), closes_at=at.moment + 2 * DAY)
        open_notice(owner, open__at=at.moment - DAY, closes_at=at.moment + 2 * DAY)
        open_notice(owner, open__at=at.moment - DAY, closes_at=at.moment)

    one_of_each()
    with_one = [queries(client, f"{language}{address}") for address in (DESK, ALL)]
    at(NOON)
    one_of_each()
    at(NOON)
    one_of_each()

    assert [queries(client, f"{language}{address}") for address in (DESK, ALL)] == with_one
