from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from ...transaction import command
from .. import conf
from ..domain.records import DIE_VALUE
from ..models import Die, Slot
from ..models.dice import PUBLIC


def throw_die(*, slot_id, value: str, thrower: str = PUBLIC, holder: str = PUBLIC, at) -> Die:
    """Lay a die that arrived at ``at`` into the pool of a slot, for good.

    Candidates, owners and the supervisor have dice of their own (``holder``), so that no flood
    of public ones keeps them out.

    Raises:
        Refusal: ``die.malformed``, ``die.out_of_time``, ``die.all_thrown``.
    """
    if not DIE_VALUE.fullmatch(value):
        raise Refusal(
            "die.malformed",
            _("The die was not thrown: its value is not 64 hexadecimal digits in small letters."),
            _("Send 32 random bytes, written as 64 of the characters 0–9 and a–f."),
        )
    with command():
        slot = Slot.objects.locked(slot_id)
        if not slot.takes_dice(at):
            raise Refusal(
                "die.out_of_time",
                _("The die was not thrown: it arrived outside the dice window of the slot."),
                _("Look at the slot's page for its window."),
            )
        _require_quota(slot, holder)
        return Die.objects.create(
            slot=slot, seq=slot.dice.count(), at=at, thrower=thrower, holder=holder, value=value
        )


def _require_quota(slot: Slot, holder: str) -> None:
    parameters = conf.opendraw()
    most = parameters.public_dice if holder == PUBLIC else parameters.reserved_dice
    if slot.dice.filter(holder=holder, was_promised=False).count() >= most:
        raise Refusal(
            "die.all_thrown",
            _("The die was not thrown: all dice that are yours in this slot are thrown."),
            _("Those that are in the pool count; you need do nothing more."),
        )
