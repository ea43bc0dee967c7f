"""Which checkpoints show that a slot kept its times."""

from __future__ import annotations

from datetime import datetime

from ...log.models import Checkpoint
from ...models import Event
from ..models import Slot


def told(slot: Slot, kind: str) -> Event | None:
    """Return the slot's event of a kind, which happens once."""
    return Event.objects.of(slot.stream).filter(kind=kind).select_related("leaf").first()


def checkpoint_of(event: Event | None, *, by: datetime | None = None) -> Checkpoint | None:
    """Return the first checkpoint that holds the event, if there is one and it came in time."""
    if event is None or not hasattr(event, "leaf"):
        return None
    found = Checkpoint.objects.holding(event.leaf.index)
    return found if found and (by is None or found.signed_at <= by) else None
