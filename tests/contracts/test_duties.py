"""The clock's duties: silent winners, silent owners, and who is reminded."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import translation

from marketplace.duties import run_duties
from marketplace.models import Event
from procurement.commands import publish_notice
from procurement.contracts import commands
from procurement.contracts.duties import announce_lamps
from procurement.contracts.parts import CLOCK_REASONS
from procurement.models import Skip
from procurement.presentation.outcome import own_place
from tests.contracts.stories import (
    CONFIRMED,
    STARTED,
    awarded,
    confirmed,
    delivered,
    fresh,
    kinds,
    returned,
    somebody,
    started,
)
from tests.factories import DAY, HOUR, NOON, MembershipFactory
from tests.factories.procurement import NoticeFactory
from tests.procurement.refused import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
GRACE = dt.timedelta(seconds=15)
SECOND = dt.timedelta(seconds=1)
MONDAY = STARTED + 3 * DAY


def reminders(engagement, kind):
    return Event.objects.of(engagement.notice.stream).filter(kind=kind).count()


def test_a_silent_winner_is_passed_over_after_the_grace_and_not_before():
    first = awarded(answers=2)

    run_duties(first.confirm_by + GRACE - SECOND)
    assert not Skip.objects.exists()
    run_duties(first.confirm_by + GRACE)

    skip = Skip.objects.get()
    assert (skip.approver, skip.reason in CLOCK_REASONS) == (None, True)
    assert fresh(first).notice.award.candidate == first.notice.award.ranking[1]


def test_a_confirmation_that_arrived_in_time_stands_behind_the_grace():
    first = awarded(answers=2)
    in_time = first.confirm_by - SECOND

    run_duties(first.confirm_by + GRACE - SECOND)
    commands.confirm_award(engagement_id=first.pk, by=somebody(), at=in_time)
    run_duties(first.confirm_by + GRACE)

    assert fresh(first).notice.state == "confirmed"


def test_when_everybody_is_silent_the_ranking_is_exhausted_and_the_notice_fails():
    engagement = awarded(answers=3)
    notice = engagement.notice

    for day in range(2, 14):
        run_duties(engagement.confirm_by + day * DAY)

    notice.refresh_from_db()
    assert (notice.state, notice.failure) == ("failed", "ranking_exhausted")
    assert Skip.objects.count() == 3


def test_an_unsigned_award_is_reminded_of_once_and_then_lapses():
    first = confirmed(answers=2)
    run_duties(first.sign_by - SECOND)
    assert reminders(first, "contract.reminded") == 0

    for step in range(3):
        run_duties(first.sign_by + step * HOUR)
    assert reminders(first, "contract.reminded") == 1
    run_duties(first.lapses_at + GRACE)

    assert fresh(first).fallen_at == first.lapses_at + GRACE
    assert Skip.objects.get().reason == "not_signed"
    assert kinds(first)[-2:] == ["award.skipped", "award.offered"]


def test_nobody_is_passed_over_while_there_is_time():
    waiting, signing = awarded(), confirmed()

    for engagement in (waiting, signing):
        refused(
            r"award\.time_left", commands.skip_silent, engagement_id=engagement.pk, at=CONFIRMED
        )


def test_a_silent_owner_is_reminded_once_a_deliverable_and_then_has_accepted():
    engagement = delivered(started(), MONDAY)

    for step in range(3):
        run_duties(engagement.check_by + step * HOUR)
    assert reminders(engagement, "deliverable.reminded") == 1
    run_duties(engagement.deemed_at + GRACE)

    engagement = fresh(engagement)
    assert (engagement.acceptance, engagement.notice.state) == ("silence", "accepted")
    assert engagement.accepted_at == engagement.deemed_at


def test_a_second_deliverable_is_reminded_of_too():
    engagement = delivered(started(), MONDAY)
    run_duties(engagement.check_by)
    returned(engagement, engagement.check_by + HOUR)
    engagement = delivered(engagement, engagement.check_by + 2 * HOUR)
    run_duties(engagement.check_by)

    assert reminders(engagement, "deliverable.reminded") == 2


def test_nobody_is_reminded_of_what_is_not_due():
    engagement = confirmed()

    refused(r"reminder\.not_due", commands.remind, engagement_id=engagement.pk, at=CONFIRMED)
    commands.remind(engagement_id=engagement.pk, at=engagement.sign_by)
    refused(
        r"reminder\.not_due", commands.remind, engagement_id=engagement.pk, at=engagement.sign_by
    )


def test_a_clock_that_was_dead_for_a_month_brings_the_same_acceptance():
    engagement = delivered(started(), MONDAY)

    run_duties(engagement.deemed_at + 30 * DAY)

    assert fresh(engagement).accepted_at == engagement.deemed_at


def test_pages_say_that_everybody_in_the_ranking_has_fallen_away():
    notice = publish_notice(notice_id=NoticeFactory().pk, by=somebody(), at=NOON)
    engagement = awarded(notice=notice)
    member = MembershipFactory(organisation=engagement.notice.owner.organisation).user
    run_duties(engagement.confirm_by + GRACE)
    owner = Client()
    owner.force_login(member)

    for address in (f"/en/notices/{engagement.notice.public_id}/", "/en/desk/owner/"):
        page = owner.get(address).content.decode()
        assert "Every agency in the ranking has fallen away." in page, address


@pytest.mark.parametrize(("falls", "place"), [(True, "Fell away"), (False, "Selected")])
def test_an_agency_reads_its_place_among_those_who_stand(falls, place):
    first = awarded(answers=2)
    second = commands.decline_award(
        engagement_id=first.pk, reason="撤回。", by=somebody(), at=CONFIRMED
    )
    agency = first.agency if falls else second.agency

    with translation.override("en"):
        assert own_place(first.notice.award, agency) == place


def test_a_colour_that_was_told_is_not_computed_again(django_assert_num_queries):
    engagement = started(days=5)
    late = STARTED + 30 * DAY
    announce_lamps(late)
    assert kinds(engagement)[-2:] == ["service.lamp", "service.escalated"]

    with django_assert_num_queries(2):  # does one run, has one turned
        announce_lamps(late + HOUR)
