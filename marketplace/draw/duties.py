"""What the clock owes to draws. Each deed is one command, so a crash cuts nothing in half.

A slot goes its way by the clock alone: list closed, window, pool, pool published, stirred. A
deed that has to be in the log by a moment is followed by a checkpoint at once.
"""

import logging
import time

from .. import clock, conf
from ..kernel.refusal import Refusal
from ..log.parts import NoSigner, SetBack, publish
from ..sequencer import log_id
from . import evaluator
from .commands import (
    announce_chain,
    begin_window,
    keep_points,
    open_slot,
    pool_slot,
    publish_pool,
    seed_draw,
)
from .models import Draw, Slot
from .parts.evidence import checkpoint_of, told

logger = logging.getLogger(__name__)
BUDGET_SECONDS = 0.3


def keep_chain(at) -> None:
    """Have an operator's chain at hand, where draws are made in slots."""
    if conf.seed_source() == "opendraw" and log_id() is not None:
        announce_chain(at=at)


def run_slots(at) -> None:
    """Take every slot one step further that is due; one that fails keeps no other waiting."""
    planned = Slot.objects.filter(state=Slot.State.PLANNED, cut_off__lte=at)
    _each(planned, open_slot, at)
    _prove_lists()
    opened = Slot.objects.filter(state=Slot.State.OPEN, opens_at__lte=at)
    _each(opened.filter(begun_at=None), begin_window, at)
    _each(opened.filter(closes_at__lte=at), pool_slot, at)
    _each(Slot.objects.filter(state=Slot.State.POOLED), publish_pool, at, log_first=True)


def stir_pools(at) -> None:
    """Go on with the slow step of every published pool."""
    slots = list(Slot.objects.filter(state=Slot.State.PUBLISHED).order_by("published_at"))
    evaluator.end_all_but(slots)
    for slot in slots:
        try:
            found = evaluator.points(slot)
            if found and keep_points(slot_id=slot.pk, points=found, at=at).output:
                evaluator.clear(slot)
        except Exception:
            logger.exception("the stirring of %s waits", slot)


def seed_pending_draws(at) -> None:
    """Ask the sources of draws for their seeds; one that fails keeps no other waiting.

    A slot may have hundreds of draws: what a pass has no time for, the next one does.
    """
    began = time.monotonic()
    waiting = Draw.objects.without_seed().order_by("pk")
    for draw_id in list(waiting.values_list("public_id", flat=True)):
        try:
            seed_draw(draw_id=draw_id, at=at)
        except Exception:
            logger.exception("the seed of %s is not there", draw_id)
        if clock.is_real() and time.monotonic() - began > BUDGET_SECONDS:
            return  # a story's pass takes as long as it takes, the same on every machine


def _prove_lists() -> None:
    """Have a checkpoint hold every list of draws before its window, also after a crash."""
    waiting = Slot.objects.filter(state=Slot.State.OPEN, begun_at=None)
    if any(checkpoint_of(told(slot, "slot.opened")) is None for slot in waiting):
        _publish()


def _each(slots, command, at, *, log_first=False) -> None:
    keys = list(slots.order_by("opens_at", "pk").values_list("pk", flat=True))
    if keys and log_first:
        _publish()
    for key in keys:
        try:
            command(slot_id=key, at=at)
        except Refusal as refusal:
            logger.info("%s of slot %s waits: %s", command.__name__, key, refusal.code)
        except Exception:
            logger.exception("%s of slot %s failed", command.__name__, key)


def _publish() -> None:
    try:
        publish(clock.now())
    except (NoSigner, SetBack) as error:
        logger.critical("no checkpoint for a slot: %s", error)
