"""A void slot: nothing was decided in it, and its draws go to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ...models import Event
from ..models import Draw, Slot
from .slots import move, note


def void(slot: Slot, draws: Sequence[Draw], reason: str, *, at: datetime) -> None:
    """End a locked slot by a rule that knows no result, and move its draws."""
    slot.state = Slot.State.VOID
    slot.save(update_fields=["state"])
    note(reason, slot, at=at)
    Event.append(slot.stream, "slot.voided", at=at, slot_id=slot.public_id, reason=str(reason))
    move(draws, slot, reason, at=at)
