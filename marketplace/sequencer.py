"""Give every event its place. That order is the only delivery."""

import math
import time

from . import clock
from .kernel.canonical import plain
from .models import Cursor, Event, LogLeaf
from .transaction import command

BATCH = 500
OVERLAP = 1000  # events whose keys were given out before others that have their place already
LOOK_BACK_SECONDS = 60
READER = "sequencer"

_looked_back_at = -math.inf  # by the process's own clock


def sequence(at=None) -> None:
    """Write a leaf for each event that has none; one sequencer at a time.

    Run by the clock process alone, so that no request ever waits for its lock.
    """
    while sequence_next(at or clock.now()):
        pass


def sequence_next(at) -> bool:
    """Place up to 500 events in one transaction, and say whether there were any.

    The log's first leaf names the log: keys and other state outside the database
    belong to that name, so that two databases never share them.
    """
    waiting = _waiting()
    if not waiting.exists():
        return False
    with command():
        head = Cursor.objects.locked(READER)
        if head.next_index == 0:
            Event.append("log", "log.opened", at=at, log_id=clock.fresh_bytes(16).hex())
        events = list(waiting.all()[:BATCH])
        if head.next_index == 0:
            opening = Event.objects.of("log").get(kind="log.opened")
            events = [opening, *(each for each in events if each != opening)][:BATCH]
        LogLeaf.objects.bulk_create(
            LogLeaf(index=head.next_index + step, event=event, leaf_hash=event.leaf_hash())
            for step, event in enumerate(events)
        )
        head.advance_to(head.next_index + len(events))
    return True


def _waiting():
    """Return what has no place: among the newest events, and once a minute among all.

    A deed may take long, and its event's key is then smaller than that of others which have
    their place; looking at all of a long log every second would take longer than the second.
    """
    global _looked_back_at
    waiting = Event.objects.without_place()
    last = LogLeaf.objects.order_by("-index").values_list("event_id", flat=True).first()
    now = time.monotonic()
    if last is None or now - _looked_back_at >= LOOK_BACK_SECONDS:
        _looked_back_at = now
        return waiting
    return waiting.filter(pk__gt=last - OVERLAP)


def log_id() -> str | None:
    """Return the log's name, or None before the first event was placed."""
    facts = LogLeaf.objects.filter(index=0).values_list("event__facts", flat=True).first()
    return facts and str(plain(facts)["log_id"])
