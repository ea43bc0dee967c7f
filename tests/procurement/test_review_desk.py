"""The reviewers' desk: the queue with its clocks, and one notice to publish or to return."""

import datetime as dt

import pytest
from django.urls import reverse

from marketplace.slots import desks_for
from procurement import commands
from procurement.duties import settle_overdue_reviews
from procurement.models import Notice
from tests.factories import DAY, NOON, MembershipFactory, UserFactory
from tests.factories.procurement import NoticeFactory, qualified_agency

from .owner_pages import queries, told
from .reviews import handed_in

pytestmark = pytest.mark.django_db
QUEUE = reverse("procurement:review_queue")
TUESDAY_24 = dt.datetime(2026, 3, 3, 16, tzinfo=dt.UTC)


@pytest.fixture
def reviewer(client, at):
    user = UserFactory(review=True)
    client.force_login(user)
    return user


def address(notice):
    return reverse("procurement:review_notice", args=[notice.public_id])


def state(notice):
    return Notice.objects.get(pk=notice.pk).state


def test_the_queue_shows_what_waits_with_the_clock_of_each(client, reviewer):
    later = handed_in(at=NOON + DAY, closes_at=NOON + 9 * DAY)
    urgent = handed_in()
    NoticeFactory()

    page = client.get(f"/en{QUEUE}")

    assert [row.notice for row in page.context["rows"]] == [urgent, later]
    assert "2 notices wait" in page.content.decode()
    assert "to be reviewed by" in page.content.decode()


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (TUESDAY_24 - dt.timedelta(seconds=1), "waits"),
        (TUESDAY_24, "overdue"),
    ],
)
def test_the_lamp_turns_by_the_clock_alone(client, reviewer, at, moment, words):
    handed_in()
    at(moment)

    row = client.get(f"/en{QUEUE}").context["rows"][0]

    assert row.words == words


def test_what_was_escalated_is_marked(client, reviewer, at):
    handed_in()
    at(TUESDAY_24)
    settle_overdue_reviews(TUESDAY_24)

    page = client.get(f"/en{QUEUE}").content.decode()

    assert "overdue, the regulator was told" in page


def test_a_reviewer_reads_the_terms_and_publishes(client, reviewer):
    notice = handed_in(scope="三公里道路")
    qualified_agency(notice)

    page = client.get(address(notice)).content.decode()
    done = client.post(address(notice), {"act": "publish"})

    assert "三公里道路" in page
    assert "20,000.00 元" in page
    assert done.url == QUEUE
    assert state(notice) == "open"


def test_a_reviewer_returns_with_a_reason_and_sees_it_the_next_time(client, reviewer):
    notice = handed_in()

    done = client.post(address(notice), {"act": "return", "reason": "请补充范围"})

    assert done.url == QUEUE
    assert len(told(done)) == 1
    assert state(notice) == "returned"
    assert "请补充范围" in client.get(address(notice)).content.decode()


@pytest.mark.parametrize(
    "sent", [{"act": "return"}, {"act": "return", "reason": "a\u202eb"}, {}, {"act": "burn"}]
)
def test_without_a_reason_nothing_is_returned(client, reviewer, sent):
    notice = handed_in()

    assert client.post(address(notice), sent).status_code == 422
    assert state(notice) == "in_review"


def test_what_cannot_be_published_is_told_before_and_after(client, reviewer):
    notice = handed_in()
    item = notice.lines.get().item
    item.duty = "voluntary"
    item.save()

    page = client.get(address(notice))
    response = client.post(address(notice), {"act": "publish"})

    assert page.context["obstacle"].code == "item.not_demandable"
    assert response.status_code == 422
    assert response.context["refusal"].code == "item.not_demandable"
    assert state(notice) == "in_review"


def test_a_reviewer_who_acts_for_the_owner_is_told_to_leave_it(client, reviewer):
    notice = handed_in()
    MembershipFactory(user=reviewer, organisation=notice.owner.organisation)

    page = client.get(address(notice)).content.decode()
    response = client.post(address(notice), {"act": "publish"})

    assert 'value="publish"' not in page
    assert response.status_code == 422
    assert "review.own" in response.content.decode()
    assert state(notice) == "in_review"


def test_two_reviewers_decide_once(client, reviewer):
    notice = handed_in()
    commands.publish_notice(notice_id=notice.pk, by=UserFactory(review=True), at=NOON)

    page = client.get(address(notice)).content.decode()
    response = client.post(address(notice), {"act": "return", "reason": "迟了"})

    assert notice.get_absolute_url() in page
    assert response.status_code == 422
    assert "notice.wrong_state" in response.content.decode()
    assert state(notice) == "open"


def test_a_draft_that_was_never_handed_in_is_none_of_their_business(client, reviewer):
    assert client.get(address(NoticeFactory())).status_code == 404


def test_a_regulator_reads_and_does_not_decide(client, at):
    notice = handed_in()
    client.force_login(UserFactory(regulator=True))

    page = client.get(address(notice))

    assert page.status_code == client.get(QUEUE).status_code == 200
    assert 'value="publish"' not in page.content.decode()
    assert client.post(address(notice), {"act": "publish"}).status_code == 403
    assert state(notice) == "in_review"


@pytest.mark.parametrize("duty", ["vetting", "editor", "administrator", "sanctions"])
def test_other_duties_do_not_review(client, at, duty):
    notice = handed_in()
    client.force_login(UserFactory(duties=(duty,)))

    assert client.get(QUEUE).status_code == client.get(address(notice)).status_code == 403


def test_the_queue_takes_as_many_queries_for_three_as_for_one(client, reviewer):
    handed_in()
    one = queries(client, QUEUE)
    handed_in(), handed_in()

    assert queries(client, QUEUE) == one


def test_reviewers_find_the_queue_on_their_desk(rf, at):
    request = rf.get("/")
    request.user = UserFactory(review=True)

    assert QUEUE in {str(desk.url) for desk in desks_for(request)}
