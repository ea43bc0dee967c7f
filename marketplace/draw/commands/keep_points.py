from collections.abc import Iterable

from ...transaction import command
from ..domain.delay import leads_to
from ..models import Slot
from ..parts.stirring import finish, keep_point


def keep_points(*, slot_id, points: Iterable[tuple[int, int]], at) -> Slot:
    """Keep how far a slot's stirring has come, each point checked against the one before it.

    Points come from whoever computed them; a wrong one is left out, with all that follow.
    The last point is the output, and the seeds of all draws of the slot follow from it.
    """
    with command():
        slot = Slot.objects.locked(slot_id)
        if slot.state != Slot.State.PUBLISHED:
            return slot
        step, value = slot.farthest()
        for next_step, next_value in sorted(points):
            if next_step <= step:
                continue
            if next_step > slot.steps or not leads_to(value, next_value, next_step - step):
                break
            step, value = next_step, next_value
            keep_point(slot, step, value)
        if step == slot.steps:
            finish(slot, value, at=at)
    return slot
