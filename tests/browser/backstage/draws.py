"""Slots of draws that ask a person for something: late, contradicted, without their secret."""

import json
from datetime import timedelta
from pathlib import Path

from wagtail import hooks

from agencies.models import Agency
from marketplace import clock
from marketplace.draw.duties import stir_pools
from marketplace.draw.models import Chain, Die, Slot
from marketplace.draw.parts.chains import is_lost
from marketplace.kernel.canonical import canonical, leaf_hash
from marketplace.log.parts import issue_receipt, receipt_file
from marketplace.log.parts.keys import folder
from marketplace.project.demo.commands.move_clock import move_clock
from marketplace.project.demo.dice import next_moment
from marketplace.project.demo.scripts import DRAW
from procurement.conf import close_grace
from procurement.models import Notice

from .machinery import start_the_clock, stop_the_clock
from .notices import published

SECOND = timedelta(seconds=1)
LATE = timedelta(minutes=3)
PASSES = 40


def late_slot() -> dict:
    """Stop the clock before it stirs a pool, with a receipt of a die that is not in that pool."""
    told = published(begun=30, closes=0.05, answers=2, mode=DRAW)
    stop_the_clock()
    notice = Notice.objects.get(public_id=told["id"])
    _go_to(notice.closes_at + close_grace() + SECOND)
    receipt = None
    for _pass in range(PASSES):
        _pass_without_stirring()
        notice = Notice.objects.select_related("draw__slot").get(pk=notice.pk)
        slot = notice.draw and notice.draw.slot
        if slot is not None and slot.state == Slot.State.PUBLISHED:
            break
        if slot is not None and slot.begun_at and receipt is None:
            receipt = _receipt_of_nothing(slot)
        _go_to(max(next_moment(slot, clock.now()) if slot else clock.now(), clock.now() + SECOND))
    else:
        raise RuntimeError(f"{notice.public_id} has come no further than {notice.state}")
    _go_to(clock.now() + LATE)
    return {"slot": slot.public_id, "receipt": json.dumps(receipt), **told}


def clock_goes_on() -> None:
    start_the_clock()


def _pass_without_stirring() -> None:
    for offer in hooks.get_hooks("register_duties"):
        for duty in offer():
            if duty is not stir_pools:
                duty(clock.now())


def _go_to(moment) -> None:
    if moment > clock.now():
        move_clock(to=moment)


def _receipt_of_nothing(slot: Slot) -> dict:
    """Sign for a die that is never kept, as a dishonest operator might."""
    agency = Agency.objects.earliest("pk").public_id
    names = {"thrower": agency, "holder": agency, "value": "cd" * 32}
    die = Die(slot=slot, seq=slot.dice.count(), at=clock.now(), **names)
    kept = issue_receipt(
        kind="die",
        subject=slot.public_id,
        leaf=leaf_hash(canonical(die.as_record())).hex(),
        seq=die.seq,
        arrival=die.at,
        at=die.at,
    )
    return receipt_file(kept)


def hide_chain() -> None:
    """Lose the file of the operator's chain."""
    file = _chain_file()
    file.rename(file.with_suffix(".sealed"))


def put_chain_back() -> None:
    """Put it back from the sealed copy."""
    file = _chain_file()
    if file.with_suffix(".sealed").exists():
        file.with_suffix(".sealed").rename(file)
    assert not is_lost(Chain.objects.for_slot(clock.now()))


def _chain_file() -> Path:
    return folder() / "chains" / f"{Chain.objects.for_slot(clock.now()).anchor}.json"
