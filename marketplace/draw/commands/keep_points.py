from collections.abc import Iterable

from ...models import Event
from ...transaction import command
from ..domain.delay import leads_to, to_hex
from ..models import DelayPoint, Slot


def keep_points(*, slot_id, points: Iterable[tuple[int, int]], at) -> Slot:
    """Keep how far a slot's stirring has come, each point checked against the one before it.

    Points come from whoever computed them; a wrong one is left out, with all that follow.
    The last point is the output, and the seeds of all draws of the slot follow from it.
    """
    with command():
        slot = Slot.objects.locked(slot_id)
        if slot.state != Slot.State.PUBLISHED:
            return slot
        last = slot.points.order_by("step").last()
        step, value = (last.step, last.number) if last else (0, slot.pool.delay_input())
        for next_step, next_value in sorted(points):
            if next_step <= step:
                continue
            if next_step > slot.steps or not leads_to(value, next_value, next_step - step):
                break
            step, value = next_step, next_value
            DelayPoint.objects.create(slot=slot, step=step, value=to_hex(value))
        if step == slot.steps:
            _finish(slot, value, at)
    return slot


def _finish(slot: Slot, value: int, at) -> None:
    slot.state, slot.output, slot.stirred_at = Slot.State.DONE, to_hex(value), at
    slot.save(update_fields=["state", "output", "stirred_at"])
    Event.append(slot.stream, "slot.stirred", at=at, slot_id=slot.public_id, output=slot.output)
