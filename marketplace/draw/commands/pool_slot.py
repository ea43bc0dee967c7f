from collections import Counter

from ...kernel.canonical import canonical
from ...models import Event
from ...transaction import command
from .. import conf
from ..domain import records
from ..models import Draw, Incident, Pool, Slot
from ..models.dice import SUPERVISOR
from ..parts import chains
from ..parts.slots import move, note
from ..parts.voiding import void


def pool_slot(*, slot_id, at) -> Slot:
    """Close a slot's window and pool: all its draws, all its dice, and the operator's secret.

    A draw for which too few dice fell goes to the next slot; after the last of its moves it is
    drawn all the same, and says so. Past the time of publication the slot is void.
    """
    with command():
        slot = Slot.objects.locked(slot_id)
        ready = slot.state == Slot.State.OPEN and slot.begun_at
        if not ready or at < slot.closes_at + conf.opendraw().drain:
            return slot
        draws = list(slot.draws.filter(seed="").order_by("public_id"))
        if at > slot.publish_by:
            void(slot, draws, Incident.Kind.POOL_LATE, at=at)
            return slot
        waiting = _thin(slot, draws, at)
        staying = [draw for draw in draws if draw not in waiting]
        if not staying:
            void(slot, waiting, Incident.Kind.TOO_FEW_DICE, at=at)
            return slot
        move(waiting, slot, Incident.Kind.TOO_FEW_DICE, at=at)
        _pool(slot, staying, at)
    return slot


def _thin(slot: Slot, draws: list[Draw], at) -> list[Draw]:
    """Return the draws that wait for more dice; note those that have waited often enough."""
    throwers = set(slot.dice.filter(was_promised=False).values_list("thrower", flat=True))
    if SUPERVISOR in throwers:
        return []
    waiting = []
    thin = [draw for draw in draws if 2 * len(throwers & set(draw.ids())) < len(draw.ids())]
    moved = _moves_for_dice(thin)
    for draw in thin:
        if moved[draw.pk] < conf.opendraw().most_moves:
            waiting.append(draw)
            continue
        draw.low_participation = True
        draw.save(update_fields=["low_participation"])
        note(Incident.Kind.LOW_PARTICIPATION, slot, draw=draw, at=at)
    return waiting


def _moves_for_dice(draws: list[Draw]) -> Counter[int]:
    """Return how often each draw has gone on for want of dice."""
    kind, keys = Incident.Kind.TOO_FEW_DICE, [draw.pk for draw in draws]
    return Counter(Incident.objects.filter(kind=kind, draw__in=keys).values_list("draw", flat=True))


def _pool(slot: Slot, draws: list[Draw], at) -> None:
    secret = chains.secret_of(slot.chain, slot.link)
    if secret is None:
        note(Incident.Kind.SECRET_LOST, slot, at=at)
    dice = [die.as_record() for die in slot.dice.select_related("slot").order_by("seq")]
    record = records.pool_record(
        slot_id=slot.public_id,
        opens_at=slot.opens_at,
        closes_at=slot.closes_at,
        draws=[(draw.public_id, draw.freeze_hash) for draw in draws],
        dice_count=len(dice),
        dice_root=records.dice_root(dice),
        index=slot.link,
        secret=secret,
        steps=slot.steps,
    )
    digest = records.pool_digest(record).hex()
    Pool.objects.create(slot=slot, document=canonical(record).decode(), digest=digest, pooled_at=at)
    slot.state = Slot.State.POOLED
    slot.save(update_fields=["state"])
    Event.append(
        slot.stream,
        "slot.pooled",
        at=at,
        slot_id=slot.public_id,
        pool=digest,
        dice_count=record["dice_count"],
        dice_root=record["dice_root"],
        operator=record["operator"],
    )
