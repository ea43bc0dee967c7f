"""Give every event its place. That order is the only delivery."""

from . import clock
from .kernel.canonical import plain
from .models import Cursor, Event, LogLeaf
from .transaction import command

BATCH = 500
READER = "sequencer"


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
    if not Event.objects.without_place().exists():
        return False
    with command():
        head = Cursor.objects.locked(READER)
        if head.next_index == 0:
            Event.append("log", "log.opened", at=at, log_id=clock.fresh_bytes(16).hex())
        events = list(Event.objects.without_place()[:BATCH])
        if head.next_index == 0:
            opening = Event.objects.of("log").get(kind="log.opened")
            events = [opening, *(each for each in events if each != opening)][:BATCH]
        LogLeaf.objects.bulk_create(
            LogLeaf(index=head.next_index + step, event=event, leaf_hash=event.leaf_hash())
            for step, event in enumerate(events)
        )
        head.advance_to(head.next_index + len(events))
    return True


def log_id() -> str | None:
    """Return the log's name, or None before the first event was placed."""
    first = LogLeaf.objects.select_related("event").filter(index=0).first()
    return first and str(plain(first.event.facts)["log_id"])
