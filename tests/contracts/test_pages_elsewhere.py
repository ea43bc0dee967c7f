"""What services show on the notice's page and on the desks, and what they keep to themselves."""

import pytest
from django.core.management import call_command

from marketplace.slots import desks_for
from procurement.contracts.models import Engagement
from tests.factories import DAY, HOUR, MembershipFactory, UserFactory
from tests.procurement.screens import decided

from .pages import address, of_agency, of_owner, queries, signed_in, text
from .stories import (
    CONFIRMED,
    STARTED,
    WEEK,
    awarded,
    confirmed,
    contracted,
    delivered,
    extended,
    paused,
    resumed,
    started,
)

pytestmark = pytest.mark.django_db
DESKS = {"owner": (of_owner, "/desk/owner/"), "agency": (of_agency, "/desk/agency/")}
TOLD = {
    "": ["2026年3月31日"],
    "/en": [
        "On time Due on 31 Mar 2026",
        "allowed 13",
        "Papers from the owner are missing",
        "3 working days",
        "Granted",
        "7 working days saved against the standard of 20.",
    ],
}


@pytest.fixture(autouse=True)
def papers(settings, tmp_path):
    settings.MARKETPLACE_STATE_DIR = tmp_path


def notice_page(client, engagement, language="/en"):
    return client.get(f"{language}/notices/{engagement.notice.public_id}/")


def tasks(engagement, desk):
    side, path = DESKS[desk]
    return side(engagement).get(f"/en{path}").context["desk"].tasks


# --- The notice's page, for everybody


@pytest.mark.parametrize("language", ["", "/en"])
def test_everybody_reads_the_course_of_a_service(language, client, at):
    engagement = started(days=10)
    paused(engagement, STARTED + DAY)
    resumed(engagement, STARTED + WEEK)
    extended(engagement, STARTED + WEEK + HOUR, days=3)
    at(STARTED + WEEK + DAY)

    page = text(notice_page(client, engagement, language))

    assert [each for each in TOLD[language] if each not in page] == []


def test_reasons_remarks_and_papers_stay_between_the_sides(client, at):
    engagement = started()
    paused(engagement, STARTED + DAY)
    resumed(engagement, STARTED + WEEK)
    extended(engagement, STARTED + WEEK + HOUR)
    at(STARTED + WEEK + DAY)

    page = notice_page(client, engagement).content.decode()

    for private in ("缺少地形图", "雨季无法踏勘", "letter.pdf", "contract.pdf", "/papers/"):
        assert private not in page


def test_before_the_start_the_promise_stands_against_the_standard(client, at):
    engagement = awarded(days=12)
    at(CONFIRMED)

    page = text(notice_page(client, engagement))

    assert "8 working days saved against the standard of 20." in page
    assert "The agency confirms by the end of 5 Mar 2026" in page


def test_who_was_passed_over_is_told_with_the_reason(client, at):
    engagement = awarded(answers=2)
    at(CONFIRMED + 3 * DAY)
    call_command("tick")

    page = text(notice_page(client, engagement))

    assert f"{engagement.agency.organisation.name_en} fell away, and the next place follows" in page
    assert "The agency did not confirm the award in time." in page
    assert "place 2" in page


def test_the_sides_find_the_way_from_the_notice_to_the_service(client, at):
    engagement = awarded()

    link = f'href="{address(engagement)}"'

    assert link in notice_page(of_owner(engagement), engagement).content.decode()
    assert link in notice_page(of_agency(engagement), engagement).content.decode()
    assert link not in notice_page(client, engagement).content.decode()


def test_the_notices_record_names_the_events_of_the_service(client, at):
    notice = decided(at)

    page = text(client.get(f"/en/notices/{notice.public_id}/"))

    assert "Award offered" in page
    assert "award.offered" not in page


# --- The desks


@pytest.mark.parametrize(
    ("story", "desk", "action"),
    [
        (awarded, "agency", "Confirm the award"),
        (confirmed, "owner", "Hand in the signed contract"),
        (contracted, "owner", "Hand the papers over"),
    ],
)
def test_what_a_service_waits_for_is_a_task(story, desk, action, at):
    engagement = story()
    at(STARTED)

    [task] = [each for each in tasks(engagement, desk) if "/services/" in each.url]
    other = "owner" if desk == "agency" else "agency"

    assert task.action == action
    assert [each for each in tasks(engagement, other) if "/services/" in each.url] == []


def test_a_service_in_time_is_no_task_and_one_that_is_nearly_due_is(at):
    engagement = started(days=10)
    at(STARTED + DAY)
    assert tasks(engagement, "agency") == []

    at(STARTED + 13 * DAY)

    [task] = tasks(engagement, "agency")
    assert (task.state, task.lamp, task.action) == ("Due soon", "warn", "Submit the deliverable")


def test_a_deliverable_waits_on_the_owners_desk(at):
    engagement = delivered(started(), STARTED + DAY)
    at(STARTED + DAY)

    actions = [task.action for task in tasks(engagement, "owner")]

    assert "Accept the deliverable" in actions


@pytest.mark.parametrize("desk", ["owner", "agency"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_running_services_stand_on_the_desk(desk, language, at):
    engagement = started()
    at(STARTED + DAY)
    side, path = DESKS[desk]

    page = side(engagement).get(f"{language}{path}").content.decode()

    assert address(engagement, language=language) in page


def test_more_services_cost_the_desk_no_more_queries(at):
    engagement = started()
    owner = engagement.notice.owner
    at(STARTED + DAY)
    client = of_owner(engagement)
    one = queries(client, "/en/desk/owner/")
    for _each in range(3):
        paused(started(owner=owner), STARTED + HOUR)

    assert queries(client, "/en/desk/owner/") == one


def test_an_agency_with_services_has_one_desk_and_finds_them_there(rf, at):
    engagement = awarded()
    request = rf.get("/")
    request.user = UserFactory()
    MembershipFactory(user=request.user, organisation=engagement.agency.organisation)
    client = signed_in(request.user)

    assert [desk.url for desk in desks_for(request)] == ["/desk/agency/"]
    assert "/en/desk/services/" in client.get("/en/desk/agency/").content.decode()


# --- After a skip


def test_lists_say_that_the_winner_fell_away(client, at):
    engagement = awarded(answers=2)
    at(CONFIRMED + 3 * DAY)
    call_command("tick")
    winner = engagement.agency.organisation.name_en

    page = text(client.get("/en/notices/"))

    assert f"{winner} fell away since" in page


def test_who_fell_away_and_who_moved_up_read_it_on_their_desks(at):
    first = awarded(answers=2)
    at(CONFIRMED + 3 * DAY)
    call_command("tick")
    second = Engagement.objects.standing().get(notice=first.notice)

    fallen, risen = (
        of_agency(each).get("/en/desk/agency/").context["desk"] for each in (first, second)
    )

    assert [each.answer.place for each in fallen.answers] == ["Fell away"]
    assert (fallen.wins, [each.answer.is_winner for each in fallen.answers]) == ([], [False])
    assert [each.answer.place for each in risen.answers] == ["Selected"]
    assert [task.action for task in risen.tasks] == ["Confirm the award"]
