"""What becomes of a notice that nobody reviewed in time: the clock does what the rules say."""

import datetime as dt

import pytest

from marketplace.models import Event
from procurement import commands
from procurement.duties import settle_overdue_reviews
from procurement.models import Notice
from tests.factories import DAY, HOUR, NOON, UserFactory

from .refused import refused
from .reviews import handed_in, owners_person

pytestmark = pytest.mark.django_db
TUESDAY_24 = dt.datetime(2026, 3, 3, 16, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def reviewer(at):
    return UserFactory(review=True)


def kinds(notice):
    return [event.kind for event in Event.objects.of(notice.stream)]


@pytest.mark.parametrize(
    ("at", "state"), [(TUESDAY_24 - SECOND, "in_review"), (TUESDAY_24, "open")]
)
def test_what_nobody_reviewed_by_midnight_counts_as_passed(reviewer, at, state):
    notice = handed_in(overdue="pass")

    settle_overdue_reviews(at)

    notice.refresh_from_db()
    assert notice.state == state
    if state == "open":
        assert notice.published_at == at
        assert Event.objects.get(kind="notice.published").facts["review"] == "deemed"
        assert Event.objects.get(kind="notice.published").private.facts["by"] is None


def test_what_counts_as_passed_but_cannot_be_published_goes_back_with_the_reason(reviewer):
    notice = handed_in(overdue="pass")
    item = notice.lines.get().item
    item.duty = "voluntary"
    item.save()

    settle_overdue_reviews(TUESDAY_24)

    notice.refresh_from_db()
    assert notice.state == "returned"
    assert notice.published_at is None
    assert str(item) in notice.review_remark
    returned = Event.objects.of(notice.stream).last()
    assert returned.facts == {"deemed": True, "refusal": "item.not_demandable"}


@pytest.mark.parametrize(("late", "state"), [(30 * SECOND, "open"), (HOUR, "returned")])
def test_a_pass_of_the_clock_that_comes_a_little_late_counts_as_in_time(reviewer, late, state):
    notice = handed_in(overdue="pass", closes_at=TUESDAY_24 + DAY)

    settle_overdue_reviews(TUESDAY_24 + late)

    notice.refresh_from_db()
    assert notice.state == state
    if state == "returned":
        assert Event.objects.of(notice.stream).last().facts["refusal"] == "notice.window"


def test_otherwise_the_regulator_is_told_once_and_a_reviewer_may_still_decide(reviewer):
    notice = handed_in(overdue="escalate")

    for seconds in range(3):
        settle_overdue_reviews(TUESDAY_24 + seconds * SECOND)

    notice.refresh_from_db()
    assert kinds(notice).count("review.escalated") == 1
    assert (notice.state, notice.review_escalated_at) == ("in_review", TUESDAY_24)
    commands.publish_notice(notice_id=notice.pk, by=reviewer, at=TUESDAY_24 + HOUR)
    assert Notice.objects.get(pk=notice.pk).state == "open"


def test_a_notice_that_is_handed_in_again_has_a_new_clock(reviewer):
    notice = handed_in(closes_at=NOON + 12 * DAY)
    settle_overdue_reviews(TUESDAY_24)
    commands.return_notice(notice_id=notice.pk, reason="请补充范围", by=reviewer, at=TUESDAY_24)

    commands.submit_notice(notice_id=notice.pk, by=owners_person(notice), at=TUESDAY_24)
    settle_overdue_reviews(TUESDAY_24 + SECOND)
    settle_overdue_reviews(TUESDAY_24 + 2 * DAY)

    assert kinds(notice).count("review.escalated") == 2


def test_the_clock_settles_nothing_that_is_not_overdue(reviewer):
    notice = handed_in()

    refused(r"review\.not_overdue", commands.settle_review, notice_id=notice.pk, at=NOON)
