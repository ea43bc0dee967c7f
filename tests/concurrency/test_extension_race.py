"""An owner postpones the close in its last second, and the clock closes: one of them was first."""

import datetime as dt
from importlib import import_module

import pytest
from django.db import IntegrityError

from marketplace.models import Event
from procurement import commands
from procurement.models import DeadlineExtension
from procurement.models.notice import NoticeQuerySet
from tests.concurrency.both_at_once import Rendezvous, both_at_once
from tests.factories import DAY, NOON, UserFactory
from tests.factories.procurement import NoticeFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
CLOSE = NOON + 2 * DAY
LATER = CLOSE + DAY


@pytest.fixture
def user(at):
    return UserFactory()


@pytest.fixture
def unlocked(monkeypatch):
    """Take the lock away, and nothing else."""
    monkeypatch.setattr(NoticeQuerySet, "locked", lambda self, pk: self.get(pk=pk))


def extending(notice, user):
    return lambda: commands.extend_notice(
        notice_id=notice.pk,
        closes_at=LATER,
        reason="补充了地勘资料。",
        by=user,
        at=CLOSE - dt.timedelta(seconds=1),
    )


def closing(notice):
    return lambda: commands.close_notice(notice_id=notice.pk, at=CLOSE)


def told(notice):
    events = Event.objects.of(notice.stream)
    return [event.kind for event in events.filter(kind__in=["notice.extended", "notice.closed"])]


def paused(monkeypatch):
    """Have an extension stand still between its reading and its writing."""
    meeting, module = Rendezvous(), import_module("procurement.commands.extend_notice")
    monkeypatch.setattr(module, "_require_later", meeting.pause)
    return meeting


def test_a_notice_is_postponed_or_closed_and_never_both(user):
    notice = NoticeFactory(open=True)

    results = both_at_once(*[extending(notice, user), closing(notice)] * 2)

    notice.refresh_from_db()
    was_first = ["notice.extended"] if notice.state == "open" else ["notice.closed"]
    assert told(notice) == was_first
    assert notice.closes_at == (LATER if notice.state == "open" else CLOSE)
    assert DeadlineExtension.objects.count() == (notice.state == "open")
    assert sum(isinstance(each, str) for each in results) == 3


def test_without_the_lock_the_database_keeps_a_closed_notice_closed(user, unlocked, monkeypatch):
    """The twin: the clock closes between the owner's reading and writing."""
    notice, meeting = NoticeFactory(open=True), paused(monkeypatch)

    def extend():
        with pytest.raises(IntegrityError, match="is_of_an_open_notice"):
            extending(notice, user)()

    both_at_once(extend, lambda: meeting.slip_in(closing(notice)))

    assert told(notice) == ["notice.closed"]


def test_without_lock_and_trigger_a_closed_notice_is_postponed(
    user, unlocked, monkeypatch, lifted_triggers
):
    notice, meeting = NoticeFactory(open=True), paused(monkeypatch)

    both_at_once(extending(notice, user), lambda: meeting.slip_in(closing(notice)))

    assert sorted(told(notice)) == ["notice.closed", "notice.extended"]
