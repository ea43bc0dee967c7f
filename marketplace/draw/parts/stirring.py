"""How the stirring of a slot ends, whoever has computed its output."""

from __future__ import annotations

from datetime import datetime

from ...models import Event
from ..domain.delay import to_hex
from ..models import DelayPoint, Slot


def keep_point(slot: Slot, step: int, value: int) -> None:
    """Keep how far the stirring of a locked slot has come; the caller has checked it."""
    DelayPoint.objects.get_or_create(slot=slot, step=step, defaults={"value": to_hex(value)})


def finish(slot: Slot, output: int, *, at: datetime) -> None:
    """Keep the checked output of a locked slot: the seeds of all its draws follow from it."""
    keep_point(slot, slot.steps, output)
    slot.state, slot.output, slot.stirred_at = Slot.State.DONE, to_hex(output), at
    slot.save(update_fields=["state", "output", "stirred_at"])
    Event.append(slot.stream, "slot.stirred", at=at, slot_id=slot.public_id, output=slot.output)
