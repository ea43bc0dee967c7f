"""Which slot a draw has: the one announced, and by which rules it goes to a later one.

Everything here runs inside the transaction of a command. A slot is locked before its draws
change; of two slots the earlier one is locked first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ...kernel.canonical import canonical, stamp
from ...kernel.refusal import Refusal
from ...models import Event
from .. import conf
from ..domain import records
from ..domain.classes import MEDIUM
from ..models import Appointment, Chain, Draw, Incident, Slot
from ..sources.base import Listing


def announce(subject: str, *, after: datetime, delay_class: str, at: datetime) -> dict:
    """Name the slot of a draw whose list is closed at ``after``; return what is published.

    Named again for a later time, the draw moves to that time's slot.
    """
    parameters = conf.opendraw()
    slot = Slot.objects.at(parameters.grid().after(after + parameters.settle))
    standing = Appointment.objects.standing(subject)
    if standing is None or standing.slot.opens_at < slot.opens_at:
        standing = Appointment.objects.create(
            subject=subject, slot=slot, delay_class=delay_class, made_at=at
        )
    return _announced(standing)


def _announced(appointment: Appointment) -> dict:
    slot = appointment.slot
    chain = Chain.objects.for_slot(slot.opens_at)
    return {
        "method": "OPENDRAW/1",
        "slot_id": slot.public_id,
        "opens_at": slot.opens_at,
        "closes_at": slot.closes_at,
        "beacon": None,
        "delay_class": appointment.delay_class,
        "min_steps": conf.opendraw().steps[appointment.delay_class],
        "anchor": chain and {"chain": chain.anchor, "length": chain.length},
    }


def place(draw: Draw, listing: Listing, *, at: datetime) -> dict:
    """Give an unsaved draw its slot and its record, and return what the log says of them."""
    appointment = Appointment.objects.standing(draw.subject)
    draw.slot = _open_list(appointment and appointment.slot_id, at)
    delay_class = appointment.delay_class if appointment else MEDIUM
    names, tickets = listing.names, listing.tickets
    record = records.freeze_record(
        draw_id=draw.public_id,
        slot_id=draw.slot.public_id,
        notice=listing.notice,
        anchor=_anchor(draw.slot),
        rules=listing.rules,
        min_steps=conf.opendraw().steps[delay_class],
        frozen_at=at,
        candidates=[
            records.Candidate(each, names.get(each, each), tickets.get(each, 1))
            for each in draw.ids()
        ],
    )
    _write(draw, record)
    return {"slot_id": draw.slot.public_id}


def note_late_list(draw_id: str, *, at: datetime) -> None:
    """Put on record that a list was frozen too late for the slot that was named."""
    draw = Draw.objects.select_related("slot").get(public_id=draw_id)
    named = Appointment.objects.standing(draw.subject)
    if named is not None and named.slot != draw.slot:
        note(Incident.Kind.FROZEN_LATE, named.slot, draw=draw, at=at)
        told = _moved(draw, named.slot, Incident.Kind.FROZEN_LATE)
        Event.append(draw.stream, "draw.moved", at=at, **told)


def move(draws: Sequence[Draw], left: Slot, reason: str, *, at: datetime) -> None:
    """Take draws of a locked slot to the next slot: new dice, the same lists.

    A slot may have hundreds of draws, and no pass of the clock may wait for them.
    """
    if not draws:
        return
    slot = _open_list(None, max(at, left.closes_at))
    anchor = _anchor(slot)
    told: list[tuple[str, str, dict]] = []
    for draw in draws:
        draw.slot, draw.moves, draw.frozen_at = slot, draw.moves + 1, at
        record = draw.freeze_record() | {
            "slot_id": slot.public_id,
            "anchor": {"chain": anchor.chain, "length": anchor.length},
            "frozen_at": stamp(at),
        }
        _write(draw, record)
        draw.save(update_fields=["slot", "moves", "frozen_at", "freeze", "freeze_hash"])
        told.append((draw.stream, "draw.moved", _moved(draw, left, reason)))
        told.append((draw.stream, "draw.frozen", frozen_facts(draw)))
    Incident.objects.bulk_create(
        Incident(kind=reason, slot=left, draw=draw, noted_at=at) for draw in draws
    )
    Event.append_all(told, at=at)


def frozen_facts(draw: Draw) -> dict:
    """Return what the log says of a frozen list."""
    return {
        "subject": draw.subject,
        "source": draw.source,
        "candidates": draw.ids(),
        "freeze": draw.freeze_hash,
    } | ({"slot_id": draw.slot.public_id} if draw.slot else {})


def note(kind: str, slot: Slot, *, at: datetime, draw: Draw | None = None) -> None:
    """Put on record what went otherwise than planned."""
    Incident.objects.create(kind=kind, slot=slot, draw=draw, noted_at=at)


def _moved(draw: Draw, left: Slot, reason: str) -> dict:
    return {
        "from_slot": left.public_id,
        "to_slot": draw.slot.public_id,
        "reason": str(reason),
    }


def _open_list(announced: int | None, at: datetime) -> Slot:
    """Return the slot that takes a list now, locked: the one announced, else the next."""
    slot = Slot.objects.locked(announced) if announced else None
    earliest = at
    while slot is None or not slot.takes_lists(at):
        slot = Slot.objects.at(conf.opendraw().grid().after(earliest))
        slot = Slot.objects.locked(slot.pk)
        earliest = slot.closes_at
    return slot


def _anchor(slot: Slot) -> records.Anchor:
    chain = Chain.objects.for_slot(slot.opens_at)
    if chain is None:
        raise Refusal(
            "draw.no_chain",
            _("The list was not frozen: the operator's hash chain is not published yet."),
            _("The clock process publishes it at its next pass; wait a few seconds."),
        )
    return chain.as_anchor()


def _write(draw: Draw, record: records.Record) -> None:
    draw.freeze = canonical(record).decode()
    draw.freeze_hash = records.freeze_digest(record).hex()
