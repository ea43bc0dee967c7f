from ...transaction import command
from ..models import Die, Incident, PromisedDie, Slot
from ..parts.evidence import checkpoint_of, told
from ..parts.voiding import void


def begin_window(*, slot_id, at) -> Slot:
    """Let the dice fall: throw first those that were promised with an answer.

    Where no checkpoint held the list of draws by then, the slot is void: nobody could prove
    that the lists came before the dice.
    """
    with command():
        slot = Slot.objects.locked(slot_id)
        if slot.state != Slot.State.OPEN or slot.begun_at or at < slot.opens_at:
            return slot
        draws = slot.draws.filter(seed="").order_by("public_id")
        if checkpoint_of(told(slot, "slot.opened"), by=slot.opens_at) is None:
            void(slot, list(draws), Incident.Kind.NOT_OPENED, at=at)
            return slot
        slot.begun_at = at
        slot.save(update_fields=["begun_at"])
        if at < slot.closes_at:
            _throw_promised(slot, list(draws.filter(moves=0)), at)
    return slot


def _throw_promised(slot: Slot, draws, at) -> None:
    subjects = [draw.subject for draw in draws]
    candidates = {name for draw in draws for name in draw.ids()}
    promised = PromisedDie.objects.filter(subject__in=subjects, thrower__in=candidates)
    seq = slot.dice.count()
    Die.objects.bulk_create(
        Die(
            slot=slot,
            seq=seq + place,
            at=at,
            thrower=die.thrower,
            holder=die.thrower,
            value=die.value,
            was_promised=True,
        )
        for place, die in enumerate(promised.order_by("value"))
    )
