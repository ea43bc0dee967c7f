"""How other apps learn what happened: they read the log, each at its own cursor."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar

from django.db import transaction

from .models import Cursor, Event, LogLeaf
from .registry import HookRegistry
from .transaction import command

logger = logging.getLogger(__name__)
BATCH = 500


class Listener(ABC):
    """A reader of the log. What it writes and its cursor move in one transaction.

    A new listener starts at the beginning, so it also hears what came before it.
    What leaves the database (mail, a search server) may be heard twice.
    """

    key: ClassVar[str]
    kinds: ClassVar[frozenset[str]]

    @abstractmethod
    def hear(self, event: Event) -> None:
        """Take one event of a kind that this listener asked for."""


class GatheringListener(Listener):
    """A reader that takes what is new together, because it writes many rows at once.

    If it fails it hears the same events again, all of them.
    """

    def hear(self, event: Event) -> None:
        self.hear_all([event])

    @abstractmethod
    def hear_all(self, events: list[Event]) -> None:
        """Take some events of the kinds that this listener asked for, in their order."""


listeners: HookRegistry[Listener] = HookRegistry("register_listeners", Listener)


def deliver(at=None) -> None:
    """Let every listener hear what is new; one that fails stops there, alone."""
    for listener in _behind():
        while hear_next(listener):
            pass


def hear_next(listener: Listener) -> bool:
    """Move a listener over up to 500 leaves, and say whether it may go on."""
    if not _news(listener):
        return False
    with command():
        cursor = Cursor.objects.locked(listener.key)
        batch = LogLeaf.objects.filter(index__gte=cursor.next_index).order_by("index")[:BATCH]
        last = max(batch.values_list("index", flat=True), default=cursor.next_index - 1)
        wanted = LogLeaf.objects.filter(index__range=(cursor.next_index, last))
        wanted = wanted.filter(event__kind__in=listener.kinds).select_related("event")
        reached, may_go_on = last + 1, True
        for some in _portions(listener, wanted.order_by("index")):
            may_go_on = _heard(listener, some)
            if not may_go_on:
                reached = some[0].index
                break
        cursor.advance_to(reached)
    return may_go_on


def _behind() -> list[Listener]:
    """Return the listeners that have not heard all, asked at once: the clock asks each second."""
    last = LogLeaf.objects.order_by("-index").values_list("index", flat=True).first()
    if last is None:
        return []
    every = [listener() for listener in listeners]
    keys = [listener.key for listener in every]
    reached = dict(Cursor.objects.filter(key__in=keys).values_list("key", "next_index"))
    return [listener for listener in every if reached.get(listener.key, 0) <= last]


def _portions(listener: Listener, leaves: Iterable[LogLeaf]) -> list[list[LogLeaf]]:
    """Return the leaves as the listener takes them: all together, or one by one."""
    if isinstance(listener, GatheringListener):
        return [found] if (found := list(leaves)) else []
    return [[leaf] for leaf in leaves]


def _news(listener: Listener) -> bool:
    cursor = Cursor.objects.filter(key=listener.key).first()
    return LogLeaf.objects.filter(index__gte=cursor.next_index if cursor else 0).exists()


def _heard(listener: Listener, leaves: list[LogLeaf]) -> bool:
    try:
        with transaction.atomic():
            if isinstance(listener, GatheringListener):
                listener.hear_all([leaf.event for leaf in leaves])
            else:
                listener.hear(leaves[0].event)
    except Exception:
        logger.exception("listener %s stopped at leaf %d", listener.key, leaves[0].index)
        return False
    return True
