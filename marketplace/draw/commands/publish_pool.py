from ...transaction import command
from ..models import Incident, Slot
from ..parts.evidence import checkpoint_of, told
from ..parts.voiding import void


def publish_pool(*, slot_id, at) -> Slot:
    """Note that a pool is out, in a checkpoint that was signed in time, so that it is stirred.

    Past that time without one the slot is void, before anybody can know a result.
    """
    with command():
        slot = Slot.objects.locked(slot_id)
        if slot.state != Slot.State.POOLED:
            return slot
        checkpoint = checkpoint_of(told(slot, "slot.pooled"), by=slot.publish_by)
        if checkpoint is not None:
            slot.state, slot.published_at = Slot.State.PUBLISHED, checkpoint.signed_at
            slot.save(update_fields=["state", "published_at"])
        elif at > slot.publish_by:
            draws = slot.draws.filter(seed="").order_by("public_id")
            void(slot, list(draws), Incident.Kind.POOL_LATE, at=at)
    return slot
