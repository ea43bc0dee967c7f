"""Owner or agency on one side, the clock on the other: exactly one of them has the last word."""

import datetime as dt
from importlib import import_module

import pytest
from django.db import IntegrityError

from marketplace.models import Event
from procurement.contracts import commands
from procurement.contracts.models import Engagement
from procurement.contracts.models.engagement import EngagementQuerySet
from procurement.models.notice import NoticeQuerySet
from tests.concurrency.both_at_once import Rendezvous, both_at_once
from tests.contracts.stories import STARTED, awarded, delivered, fresh, started
from tests.factories import DAY, UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SECOND = dt.timedelta(seconds=1)
GRACE = 15 * SECOND


@pytest.fixture
def user(at):
    return UserFactory()


@pytest.fixture
def unlocked(monkeypatch):
    """Take the locks away, and nothing else."""
    for queryset in (NoticeQuerySet, EngagementQuerySet):
        monkeypatch.setattr(queryset, "locked", lambda self, pk: self.get(pk=pk))


def slowly(monkeypatch, command, name):
    """Have a command stand still between its reading and its writing; return the meeting."""
    meeting, module = Rendezvous(), import_module(f"procurement.contracts.commands.{command}")
    original = getattr(module, name)

    def stand_still(*args, **kwargs):
        meeting.pause()
        return original(*args, **kwargs)

    monkeypatch.setattr(module, name, stand_still)
    return meeting


def kinds(engagement, *wanted):
    events = Event.objects.of(engagement.notice.stream).filter(kind__in=wanted)
    return [event.kind for event in events]


# --- a confirmation at the last second, and the clock that passes over the silent


def confirming(engagement, user):
    at = engagement.confirm_by - SECOND
    return lambda: commands.confirm_award(engagement_id=engagement.pk, by=user, at=at)


def skipping(engagement):
    at = engagement.confirm_by + GRACE
    return lambda: commands.skip_silent(engagement_id=engagement.pk, at=at)


def test_a_winner_has_confirmed_or_is_passed_over_and_never_both(user):
    engagement = awarded(answers=2)

    results = both_at_once(*[confirming(engagement, user), skipping(engagement)] * 2)

    told = kinds(engagement, "award.confirmed", "award.skipped")
    fallen = fresh(engagement).fallen_at is not None
    assert told == (["award.skipped"] if fallen else ["award.confirmed"])
    assert sum(isinstance(each, str) for each in results) == 3
    assert Engagement.objects.standing().count() == 1


def test_without_the_lock_the_database_keeps_a_fallen_winner_from_confirming(
    user, unlocked, monkeypatch
):
    """The twin: the clock passes the winner over between its reading and its writing."""
    engagement = awarded(answers=2)
    meeting = slowly(monkeypatch, "confirm_award", "later_of")

    def confirm():
        with pytest.raises(IntegrityError, match="stays_fallen"):
            confirming(engagement, user)()

    both_at_once(confirm, lambda: meeting.slip_in(skipping(engagement)))

    assert kinds(engagement, "award.confirmed", "award.skipped") == ["award.skipped"]


def test_without_lock_and_trigger_a_fallen_winner_has_confirmed(
    user, unlocked, monkeypatch, lifted_triggers
):
    """The twin of twins: with both nets gone, the notice is confirmed by who has fallen away."""
    engagement = awarded(answers=2)
    meeting = slowly(monkeypatch, "confirm_award", "later_of")

    both_at_once(confirming(engagement, user), lambda: meeting.slip_in(skipping(engagement)))

    engagement = fresh(engagement)
    assert engagement.notice.state == "confirmed"
    assert engagement.fallen_at is not None
    assert engagement.confirmed_at is not None


# --- an acceptance at the last second, and the clock that takes silence for one


def accepting(engagement, user):
    at = engagement.deemed_at - SECOND
    return lambda: commands.accept_deliverable(engagement_id=engagement.pk, by=user, at=at)


def deeming(engagement):
    at = engagement.deemed_at + GRACE
    return lambda: commands.deem_accepted(engagement_id=engagement.pk, at=at)


@pytest.fixture
def handed_in(user):
    return delivered(started(), STARTED + 3 * DAY)


def test_a_deliverable_is_accepted_once_by_its_owner_or_by_silence(user, handed_in):
    results = both_at_once(*[accepting(handed_in, user), deeming(handed_in)] * 2)

    events = Event.objects.of(handed_in.notice.stream).filter(kind="deliverable.accepted")
    assert [event.facts["acceptance"] for event in events] == [fresh(handed_in).acceptance]
    assert results.count("notice.wrong_state") == 3


def test_without_the_lock_the_database_keeps_the_first_acceptance(
    user, handed_in, unlocked, monkeypatch
):
    """The twin: silence is counted between the owner's reading and writing."""
    meeting = slowly(monkeypatch, "accept_deliverable", "require_not_deemed")

    def accept():
        with pytest.raises(IntegrityError, match="keeps_its_pins"):
            accepting(handed_in, user)()

    both_at_once(accept, lambda: meeting.slip_in(deeming(handed_in)))

    assert fresh(handed_in).acceptance == "silence"


def test_without_lock_and_trigger_it_is_accepted_twice(
    user, handed_in, unlocked, monkeypatch, lifted_triggers
):
    meeting = slowly(monkeypatch, "accept_deliverable", "require_not_deemed")

    both_at_once(accepting(handed_in, user), lambda: meeting.slip_in(deeming(handed_in)))

    assert kinds(handed_in, "deliverable.accepted") == ["deliverable.accepted"] * 2
