from ...models import Event
from ...transaction import command
from ..domain.delay import ALGORITHM
from ..models import Chain, Draw, Incident, Slot
from ..parts import chains
from ..parts.voiding import void


def open_slot(*, slot_id, at) -> Slot:
    """Close the list of a slot's draws before its window, and publish it with the slot's place
    in the operator's chain.

    A slot without draws is not used. One that could not be opened in time is void, and its
    draws go to the next: dice must not fall before everybody can read what they decide.
    """
    with command():
        slot = Slot.objects.locked(slot_id)
        if slot.state != Slot.State.PLANNED or at < slot.cut_off:
            return slot
        draws = list(slot.draws.filter(seed="").order_by("public_id"))
        if not draws:
            slot.state = Slot.State.UNUSED
            slot.save(update_fields=["state"])
        elif at >= slot.opens_at:
            void(slot, draws, Incident.Kind.NOT_OPENED, at=at)
        else:
            _open(slot, draws, at)
    return slot


def _open(slot: Slot, draws: list[Draw], at) -> None:
    slot.state, slot.chain = Slot.State.OPEN, Chain.objects.for_slot(slot.opens_at)
    slot.link = chains.next_link(slot.chain)
    slot.steps = max(draw.freeze_record()["delay"]["min_steps"] for draw in draws)
    slot.save(update_fields=["state", "chain", "link", "steps"])
    Event.append(
        slot.stream,
        "slot.opened",
        at=at,
        slot_id=slot.public_id,
        opens_at=slot.opens_at,
        closes_at=slot.closes_at,
        publish_by=slot.publish_by,
        operator={"chain": slot.chain.anchor, "index": slot.link},
        delay={"alg": ALGORITHM, "steps": slot.steps},
        draws=[{"draw_id": draw.public_id, "freeze": draw.freeze_hash} for draw in draws],
    )
