"""The whole road of a service, with the events alone as witness."""

import datetime as dt

import pytest
from django.core.management import call_command

from marketplace.models import Event
from procurement.commands import publish_notice
from procurement.contracts import commands
from procurement.domain.replay import replay
from tests.contracts.stories import (
    STARTED,
    awarded,
    confirmed,
    contract,
    delivered,
    extended,
    fresh,
    kinds,
    paper,
    paused,
    resumed,
    returned,
    somebody,
)
from tests.factories import DAY, HOUR, NOON
from tests.factories.procurement import NoticeFactory

pytestmark = pytest.mark.django_db
GRACE = dt.timedelta(seconds=15)
MONDAY = STARTED + 3 * DAY


def published():
    """Return a notice that the command has published, so that its events begin there."""
    return publish_notice(notice_id=NoticeFactory().pk, by=somebody(), at=NOON)


def story_of(engagement):
    return replay(Event.objects.of(engagement.notice.stream))


def same(engagement):
    """Return the story, after comparing its state with the notice's."""
    story = story_of(engagement)
    assert story.state == fresh(engagement).notice.state
    return story


def test_a_service_from_the_award_to_the_acceptance_is_told_by_its_events(at):
    engagement = confirmed(notice=published(), days=10)
    assert same(engagement).service.confirmed_at == engagement.confirmed_at
    commands.file_contract(**contract(engagement))
    assert same(engagement).service.signed_on == "2026-03-06"
    commands.start_service(engagement_id=engagement.pk, papers=[paper()], by=somebody(), at=STARTED)
    assert same(engagement).service.due_on == "2026-03-20"
    paused(engagement, MONDAY)
    assert same(engagement).service.is_paused
    resumed(engagement, MONDAY + DAY)
    extended(engagement, MONDAY + 2 * DAY, days=3)
    service = same(engagement).service
    assert (service.is_paused, service.allowed_days, service.due_on) == (False, 13, "2026-03-26")
    delivered(engagement, MONDAY + 7 * DAY)
    returned(engagement, MONDAY + 8 * DAY)
    delivered(engagement, MONDAY + 9 * DAY)
    commands.accept_deliverable(engagement_id=engagement.pk, by=somebody(), at=MONDAY + 10 * DAY)

    service = same(engagement).service
    assert (service.deliveries, service.acceptance) == (2, "owner")
    assert kinds(engagement) == [
        "award.offered",
        "award.confirmed",
        "contract.filed",
        "service.started",
        "service.paused",
        "service.resumed",
        "extension.asked",
        "extension.granted",
        "deliverable.submitted",
        "deliverable.returned",
        "deliverable.submitted",
        "deliverable.accepted",
    ]


def test_silence_on_all_sides_is_driven_by_the_clock_alone(at):
    first = awarded(notice=published(), answers=2, days=10)
    at(first.confirm_by + GRACE)
    call_command("tick")
    story = same(first)
    assert (story.skipped, story.service.rank) == ((first.agency.public_id,), 2)

    second = first.notice.engagements.standing().get()
    at(second.offered_at + HOUR)
    commands.confirm_award(engagement_id=second.pk, by=somebody(), at=second.offered_at + HOUR)
    ends = second.publicity_ends_at
    commands.file_contract(**contract(second, signed_on=(ends + HOUR).date(), at=ends + 4 * DAY))
    commands.start_service(
        engagement_id=second.pk, papers=[paper()], by=somebody(), at=ends + 5 * DAY
    )
    second = delivered(second, ends + 6 * DAY)
    at(second.deemed_at + GRACE)
    call_command("tick")

    assert same(second).service.acceptance == "silence"


def test_an_exhausted_ranking_is_told_to_its_end(at):
    only = awarded(notice=published())
    at(only.confirm_by + GRACE)
    call_command("tick")

    story = same(only)

    assert (story.state, story.reason, story.service) == ("failed", "ranking_exhausted", None)
