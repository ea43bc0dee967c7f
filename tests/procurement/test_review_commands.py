"""A hall that reviews notices: handed in, returned or published by another, or too late."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from marketplace.commands import set_calendar_day
from marketplace.models import Event
from procurement import commands
from procurement.domain.replay import replay
from procurement.models import Notice
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    HallRulesFactory,
    MembershipFactory,
    ServiceItemFactory,
    UserFactory,
)
from tests.factories.procurement import NoticeFactory, qualified_agency

from .refused import refused
from .reviews import IN_TIME, handed_in, owners_person, reviewed_draft

pytestmark = pytest.mark.django_db
TUESDAY_24 = dt.datetime(2026, 3, 3, 16, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def reviewer(at):
    return UserFactory(review=True)


def test_a_draft_is_handed_in_and_the_clock_of_the_review_starts(reviewer):
    notice = handed_in()

    assert (notice.state, notice.submitted_at) == ("in_review", NOON)
    assert notice.review_by == TUESDAY_24  # one working day after Monday
    event = Event.objects.of(notice.stream).get(kind="notice.submitted")
    assert event.facts == {"review_by": "2026-03-03T16:00:00.000Z"}


def test_the_clock_of_the_review_goes_by_the_halls_calendar(reviewer):
    notice = reviewed_draft()
    set_calendar_day(
        hall_id=notice.hall_id,
        day=dt.date(2026, 3, 3),
        is_worked=False,
        name_zh="停电",
        by=None,
        at=NOON,
    )

    commands.submit_notice(notice_id=notice.pk, by=owners_person(notice), at=NOON)

    assert Notice.objects.get(pk=notice.pk).review_by == TUESDAY_24 + DAY


def test_a_reviewer_publishes_what_was_handed_in(reviewer):
    notice = handed_in()

    commands.publish_notice(notice_id=notice.pk, by=reviewer, at=NOON + HOUR)

    notice.refresh_from_db()
    assert (notice.state, notice.published_at) == ("open", NOON + HOUR)
    published = Event.objects.of(notice.stream).get(kind="notice.published")
    assert published.facts["review"] == "passed"
    assert published.private.facts["by"] == reviewer.pk


def test_without_a_review_the_record_says_so(reviewer):
    notice = NoticeFactory()

    commands.publish_notice(notice_id=notice.pk, by=reviewer, at=NOON)

    assert Event.objects.get(kind="notice.published").facts["review"] == "none"


def test_a_reviewer_returns_it_with_a_reason_and_it_is_handed_in_again(reviewer):
    notice = handed_in()

    commands.return_notice(notice_id=notice.pk, reason=" 请补充范围 ", by=reviewer, at=NOON)

    notice.refresh_from_db()
    assert (notice.state, notice.review_remark) == ("returned", "请补充范围")
    returned = Event.objects.of(notice.stream).last()
    assert (returned.kind, returned.facts) == ("notice.returned", {})
    assert returned.private.facts["reason"] == "请补充范围"

    again = NOON + DAY
    commands.submit_notice(notice_id=notice.pk, by=owners_person(notice), at=again)

    notice.refresh_from_db()
    assert (notice.state, notice.submitted_at) == ("in_review", again)
    assert notice.review_by == TUESDAY_24 + DAY


def test_a_returned_notice_may_be_changed(reviewer):
    notice = handed_in()
    commands.return_notice(notice_id=notice.pk, reason="请补充范围", by=reviewer, at=NOON)
    item = ServiceItemFactory()

    commands.choose_services(notice_id=notice.pk, items=[item], by=reviewer, at=NOON)

    assert notice.lines.get().item == item


def test_the_record_alone_tells_the_way_through_the_review(reviewer):
    notice = handed_in()
    told = Event.objects.of(notice.stream)
    deeds = [
        ("returned", lambda: commands.return_notice(reason="请补充", **asked)),
        ("in_review", lambda: commands.submit_notice(**asked)),
        ("open", lambda: commands.publish_notice(**asked)),
    ]
    asked = {"notice_id": notice.pk, "by": reviewer, "at": NOON}

    assert replay(told.all()).state == "in_review"
    for state, deed in deeds:
        deed()
        assert replay(told.all()).state == state == Notice.objects.get(pk=notice.pk).state


# --- What is refused ------------------------------------------------------------------------------


def test_nothing_of_a_notice_in_review_is_changed(reviewer):
    notice = handed_in()
    asked = {"notice_id": notice.pk, "by": reviewer, "at": NOON}

    for command, arguments in (
        (commands.choose_services, {"items": [ServiceItemFactory()]}),
        (commands.set_terms, {"ceilings": {}, "days": {}}),
        (commands.choose_mode, {"mode_key": "random_draw", "params": {}, "closes_at": IN_TIME}),
    ):
        refused(r"notice\.in_review", command, **arguments, **asked)


def test_a_hall_without_review_takes_nothing_in(reviewer):
    notice = NoticeFactory()

    refused(r"notice\.no_review", commands.submit_notice, notice_id=notice.pk, by=reviewer, at=NOON)


@pytest.mark.parametrize(
    ("code", "columns"),
    [
        (r"notice\.no_mode", {"mode_key": ""}),
        (r"notice\.no_complaint_phone", {"complaint_phone": ""}),
        (r"notice\.past_deadline", {"closes_at": NOON}),
        (r"notice\.window", {"closes_at": NOON + HOUR}),
        (r"notice\.close_before_review", {"closes_at": TUESDAY_24 + DAY - SECOND}),
    ],
)
def test_what_could_not_be_published_is_not_handed_in(reviewer, code, columns):
    notice = reviewed_draft(**columns)

    refused(code, commands.submit_notice, notice_id=notice.pk, by=reviewer, at=NOON)

    assert Notice.objects.get(pk=notice.pk).state == "draft"


def test_a_close_right_after_review_and_window_is_early_enough(reviewer):
    assert handed_in(closes_at=TUESDAY_24 + DAY).state == "in_review"


def test_an_invitation_has_no_close_that_could_be_too_early(reviewer):
    notice = reviewed_draft(closes_at=None)
    agency = qualified_agency(notice)
    notice.mode_key = "direct_selection"
    notice.mode_params = {"invited": agency.public_id, "ground": "small_sum", "reason": "小额"}
    notice.save()

    commands.submit_notice(notice_id=notice.pk, by=owners_person(notice), at=NOON)
    commands.publish_notice(notice_id=notice.pk, by=reviewer, at=NOON + DAY)

    assert Notice.objects.get(pk=notice.pk).closes_at == TUESDAY_24 + DAY


def test_nobody_reviews_for_an_owner_they_act_for(reviewer):
    notice = handed_in()
    MembershipFactory(user=reviewer, organisation=notice.owner.organisation)
    asked = {"notice_id": notice.pk, "by": reviewer, "at": NOON}

    refused(r"review\.own", commands.publish_notice, **asked)
    refused(r"review\.own", commands.return_notice, reason="不行", **asked)
    assert Notice.objects.get(pk=notice.pk).state == "in_review"


@pytest.mark.parametrize("reason", ["", " ", "a\u202eb", "x" * 1001])
def test_nothing_is_returned_without_a_reason(reviewer, reason):
    notice = handed_in()

    refused(
        r"review\.no_reason",
        commands.return_notice,
        notice_id=notice.pk,
        reason=reason,
        by=reviewer,
        at=NOON,
    )


def test_a_notice_is_handed_in_and_returned_once(reviewer):
    notice = handed_in()
    asked = {"notice_id": notice.pk, "by": reviewer, "at": NOON}

    refused(r"notice\.wrong_state", commands.submit_notice, **asked)
    commands.return_notice(reason="请补充范围", **asked)
    refused(r"notice\.wrong_state", commands.return_notice, reason="请补充范围", **asked)
    refused(r"notice\.needs_review", commands.publish_notice, **asked)


def test_a_returned_notice_goes_through_review_even_where_the_hall_has_given_it_up(reviewer):
    notice = handed_in()
    commands.return_notice(notice_id=notice.pk, reason="请补充范围", by=reviewer, at=NOON)
    HallRulesFactory(hall=notice.hall, reviews_notices=False)

    commands.submit_notice(notice_id=notice.pk, by=owners_person(notice), at=NOON)

    assert Notice.objects.get(pk=notice.pk).state == "in_review"


def test_the_owner_may_give_up_what_is_in_review(reviewer):
    notice = handed_in()

    commands.cancel_notice(notice_id=notice.pk, reason="不再需要", by=None, at=NOON)

    assert Notice.objects.get(pk=notice.pk).state == "cancelled"


# --- What the database keeps ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({"state": "in_review"}, "is_reviewed_by_a_time"),
        ({"state": "returned"}, "is_returned_for_a_reason"),
    ],
)
def test_a_review_without_time_or_reason_is_refused_by_the_database(reviewer, columns, name):
    notice = NoticeFactory()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**columns)


@pytest.mark.parametrize("column", ["submitted_at", "review_by"])
def test_when_it_was_reviewed_is_frozen_with_the_rest(reviewer, column):
    notice = handed_in()
    commands.publish_notice(notice_id=notice.pk, by=reviewer, at=NOON)

    with pytest.raises(IntegrityError, match="is_frozen"), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**{column: NOON + DAY})
