"""Who throws dice in the demonstration: the supervisor and the candidates nobody plays."""

from __future__ import annotations

from datetime import datetime, timedelta

from agencies.models import Agency
from marketplace import clock
from marketplace.draw.commands import throw_die
from marketplace.draw.models import Slot
from marketplace.draw.models.dice import SUPERVISOR

from .accounts import ACCOUNTS

SECOND = timedelta(seconds=1)
MOST = 40  # candidates a slot; the city is not so large


def throw_due_dice(at: datetime) -> None:
    """Throw what is due in every open window: one candidate after the other, evenly over it."""
    for slot in Slot.objects.filter(begun_at__isnull=False, opens_at__lte=at, closes_at__gt=at):
        throwers = _throwers(slot)
        due = -(-len(throwers) * (at + SECOND - slot.opens_at) // (slot.closes_at - slot.opens_at))
        thrown = set(slot.dice.filter(was_promised=False).values_list("thrower", flat=True))
        for thrower in throwers[: int(due)]:
            if thrower not in thrown:
                value = clock.fresh_bytes(32).hex()
                throw_die(slot_id=slot.pk, value=value, thrower=thrower, holder=thrower, at=at)


def next_moment(slot: Slot, now: datetime) -> datetime:
    """Return the next moment at which the clock has to pass for a slot; now where it may go on."""
    if slot.state not in (Slot.State.PLANNED, Slot.State.OPEN):
        return now
    last_dice = slot.closes_at - SECOND
    moments = (slot.cut_off, slot.opens_at, last_dice, slot.closes_at)
    return next((moment for moment in moments if moment > now), now)


def _throwers(slot: Slot) -> list[str]:
    """Return who throws in a slot, in an order that follows from the names."""
    played = {account.email for account in ACCOUNTS}
    names = sorted({name for draw in slot.draws.all() for name in draw.ids()})
    return [*_without_visitors(names[:MOST], played), SUPERVISOR]


def _without_visitors(names: list[str], played: set[str]) -> list[str]:
    visitors = Agency.objects.filter(organisation__members__email__in=played)
    taken = set(visitors.values_list("public_id", flat=True))
    return [name for name in names if name not in taken]
