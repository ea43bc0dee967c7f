"""Publication, invitations and cancelling: what is pinned and what is refused."""

import datetime as dt

import pytest

from marketplace.commands import set_calendar_day
from marketplace.models import Event
from procurement import commands
from procurement.models import Notice
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    HallRulesFactory,
    ServiceItemFactory,
    UserFactory,
)
from tests.factories.procurement import (
    NoticeFactory,
    qualified_agency,
)
from tests.procurement.refused import refused

pytestmark = pytest.mark.django_db
CLOSE = NOON + 2 * DAY


@pytest.fixture
def user(at):
    return UserFactory()


def test_publication_pins_mode_rules_and_the_answers_needed(user):
    notice = NoticeFactory(project__fiscal_bp=1)

    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    notice.refresh_from_db()
    assert (notice.state, notice.published_at, notice.mode_version) == ("open", NOON, 1)
    assert (notice.min_answers, notice.fiscal_share_bp) == (3, 1)
    assert notice.rules == notice.hall.rules
    facts = Event.objects.of(notice.stream).get(kind="notice.published").facts
    assert facts["ceiling_fen"] == 2_000_000
    assert facts["lines"][0]["required_days"] == 20


def test_private_money_needs_one_answer(user):
    notice = NoticeFactory()

    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    notice.refresh_from_db()
    assert notice.min_answers == 1


@pytest.mark.parametrize(
    ("code", "closes_at"),
    [
        (r"notice\.past_deadline", None),
        (r"notice\.past_deadline", NOON),
        (r"notice\.past_deadline", NOON - HOUR),
        (r"notice\.window", NOON + 23 * HOUR),
        (r"notice\.window", NOON + 61 * DAY),
    ],
)
def test_a_wrong_time_for_the_close_is_refused(user, code, closes_at):
    notice = NoticeFactory(closes_at=closes_at)

    refused(code, commands.publish_notice, notice_id=notice.pk, by=user, at=NOON)


def test_public_money_above_the_threshold_is_told_where_it_belongs(user):
    notice = NoticeFactory(project__fiscal_bp=5_000)
    HallRulesFactory(hall=notice.hall, purchase_threshold_minor=2_000_000)

    refused(
        r"notice\.above_threshold", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON
    )


def test_what_the_law_puts_out_to_tender_is_refused(user):
    item = ServiceItemFactory(tender_threshold_minor=2_000_000)
    notice = NoticeFactory(items=[item])

    refused(
        r"notice\.tender_by_law", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON
    )


def test_a_draft_that_is_not_complete_is_refused(user):
    without_mode = NoticeFactory(mode_key="")
    without_terms = NoticeFactory()
    without_terms.lines.update(ceiling_minor=None)
    without_phone = NoticeFactory(complaint_phone="")
    outdated = NoticeFactory()
    outdated.lines.get().item.__class__.objects.filter(pk=outdated.lines.get().item_id).update(
        standard_days=15
    )

    for code, notice in (
        (r"notice\.no_mode", without_mode),
        (r"notice\.no_terms", without_terms),
        (r"notice\.no_complaint_phone", without_phone),
        (r"notice\.catalogue_changed", outdated),
    ):
        refused(code, commands.publish_notice, notice_id=notice.pk, by=user, at=NOON)


def test_a_hall_that_reviews_notices_does_not_publish_a_draft(user):
    notice = NoticeFactory()
    HallRulesFactory(hall=notice.hall, reviews_notices=True)

    refused(r"notice\.needs_review", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON)


def test_a_notice_is_published_once(user):
    notice = NoticeFactory(open=True)

    refused(r"notice\.wrong_state", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON)


def invitation(notice, agency, ground="small_sum"):
    notice.mode_key = "direct_selection"
    notice.mode_params = {"invited": agency.public_id, "ground": ground, "reason": "小额零星"}
    notice.closes_at = None
    notice.save()


def test_an_invitation_is_open_until_the_end_of_the_next_working_day(user):
    notice = NoticeFactory(project__fiscal_bp=10_000)
    invitation(notice, qualified_agency(notice))

    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    notice.refresh_from_db()
    assert notice.closes_at == dt.datetime(2026, 3, 3, 16, tzinfo=dt.UTC)  # Tuesday, 24:00
    assert notice.min_answers == 1


def test_an_invitation_is_open_over_a_day_that_the_hall_has_freed(user):
    notice = NoticeFactory()
    invitation(notice, qualified_agency(notice))
    set_calendar_day(
        hall_id=notice.hall_id,
        day=dt.date(2026, 3, 3),
        is_worked=False,
        name_zh="停电",
        by=user,
        at=NOON,
    )

    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    notice.refresh_from_db()
    assert notice.closes_at == dt.datetime(2026, 3, 4, 16, tzinfo=dt.UTC)  # Wednesday, 24:00


def test_the_named_agency_must_qualify_when_the_notice_is_published(user):
    notice, other = NoticeFactory(), NoticeFactory()
    invitation(notice, qualified_agency(other))

    refused(
        r"invitation\.unqualified", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON
    )


def test_direct_selection_has_no_avoidance_list(user):
    notice = NoticeFactory()
    invitation(notice, qualified_agency(notice))
    notice.avoidances.create(agency=qualified_agency(notice), reason="亲属")

    refused(r"direct\.no_avoidance", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON)


@pytest.mark.parametrize("ground", ["small_sum", "two_failures", "sole_qualified"])
def test_a_ground_that_does_not_hold_is_refused(user, ground):
    notice = NoticeFactory()
    HallRulesFactory(hall=notice.hall, direct_limit_minor=1_999_999)
    invitation(notice, qualified_agency(notice), ground)
    qualified_agency(notice)

    refused(r"direct\.ground", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON)


def test_two_failed_notices_are_a_ground(user):
    first = NoticeFactory(open=True)
    Notice.objects.filter(pk=first.pk).update(state="failed", failure="no_answers")
    second = NoticeFactory(owner=first.owner, follows=first, open=True)
    Notice.objects.filter(pk=second.pk).update(state="failed", failure="no_answers")
    notice = NoticeFactory(owner=first.owner, follows=second)
    HallRulesFactory(hall=notice.hall, direct_limit_minor=1)
    invitation(notice, qualified_agency(notice), "two_failures")

    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    notice.refresh_from_db()
    assert notice.state == "open"


def test_an_owner_may_cancel_with_a_public_reason_until_the_close(user):
    notice = NoticeFactory(open=True)
    arguments = {"notice_id": notice.pk, "by": user}
    refused(r"notice\.no_reason", commands.cancel_notice, reason=" ", at=NOON, **arguments)
    refused(r"notice\.no_reason", commands.cancel_notice, reason="a\u202eb", at=NOON, **arguments)
    refused(r"notice\.late_cancel", commands.cancel_notice, reason="x", at=CLOSE, **arguments)

    commands.cancel_notice(reason="项目停建", at=NOON, **arguments)

    assert Event.objects.of(notice.stream).last().facts == {"reason": "项目停建"}
    refused(r"notice\.wrong_state", commands.cancel_notice, reason="x", at=NOON, **arguments)
