"""The bundle of one draw: all that a stranger needs to redo it, without asking us anything."""

from __future__ import annotations

from ..log.parts import log_evidence
from ..models import Event
from .models import Draw
from .parts.evidence import checkpoint_of, told


def bundle_of(draw: Draw) -> dict | None:
    """Return the bundle of a draw in a slot, or None while there is no result in the log."""
    if draw.slot is None or not draw.seed:
        return None
    events = {
        "freeze": _last(draw, "draw.frozen"),
        "opened": told(draw.slot, "slot.opened"),
        "pooled": told(draw.slot, "slot.pooled"),
        "decided": _last(draw, "draw.decided"),
    }
    heads = {
        "c1": checkpoint_of(events["opened"]),
        "c2": checkpoint_of(events["pooled"]),
        "c3": checkpoint_of(events["decided"]),
    }
    if not all(heads.values()):
        return None
    dice = draw.slot.dice.select_related("slot").order_by("seq")
    return {
        "freeze": draw.freeze_record(),
        "pool": draw.slot.pool.as_record(),
        "dice": [die.as_record() for die in dice],
        "delay_out": draw.slot.output,
        "beacon": "",
        "beacon_evidence": None,
        "result": draw.result(),
        "log": log_evidence(events.values(), heads),
    }


def draw_named(reference: str) -> Draw | None:
    """Return the draw with that public id, or the one that was made for that notice."""
    draws = Draw.objects.select_related("slot__pool")
    of_notice = f"notice:{reference}"
    return draws.filter(public_id=reference).first() or draws.filter(subject=of_notice).first()


def _last(draw: Draw, kind: str) -> Event:
    found = Event.objects.of(draw.stream).filter(kind=kind).select_related("leaf")
    return found.order_by("-number").first()
