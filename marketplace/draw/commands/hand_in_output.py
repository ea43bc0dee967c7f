from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from ...transaction import command
from ..domain.delay import P, leads_to
from ..models import Slot
from ..parts.stirring import finish


def hand_in_output(*, slot_id, output: int, at) -> Slot:
    """Take the output of a published pool's stirring from whoever computed it.

    There is one right output, and it proves itself: undoing the steps from it must lead to the
    last point that is known. That is done before any lock is taken, so that nobody waits for it.

    Raises:
        Refusal: ``output.not_now`` where nothing is being stirred, ``output.wrong``.
    """
    slot = Slot.objects.select_related("pool").get(pk=slot_id)
    _require_stirring(slot)
    step, value = slot.farthest()
    if not (0 <= output < P and leads_to(value, output, slot.steps - step)):
        raise Refusal(
            "output.wrong",
            _("The output was not taken: undoing the steps does not lead back to the pool."),
            _("Compute it again from the pool's fingerprint."),
        )
    with command():
        slot = Slot.objects.locked(slot_id)
        _require_stirring(slot)
        finish(slot, output, at=at)
    return slot


def _require_stirring(slot: Slot) -> None:
    if slot.state != Slot.State.PUBLISHED:
        raise Refusal(
            "output.not_now",
            _("The output was not taken: the pool of this slot is not being stirred."),
            _("Look at the slot's page for where it stands."),
        )
