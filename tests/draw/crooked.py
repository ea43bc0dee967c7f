"""What our own signatures may prove against us: a die left out, a second pool."""

from __future__ import annotations

import json

from marketplace.draw.commands import hand_in_proof
from marketplace.draw.models import Die, Slot
from marketplace.kernel.canonical import canonical, leaf_hash
from marketplace.log.domain import merkle, note
from marketplace.log.parts import issue_receipt, receipt_file
from marketplace.log.parts.keys import signing_key
from marketplace.models import Event

from .table import SECOND, Table


def receipt_of(die: Die) -> dict:
    """Return the receipt that was given for a die, whether the pool holds it or not."""
    leaf = leaf_hash(canonical(die.as_record())).hex()
    kept = issue_receipt(
        kind="die", subject=die.slot.public_id, leaf=leaf, seq=die.seq, arrival=die.at, at=die.at
    )
    return receipt_file(kept)


def crooked(table: Table) -> tuple[Slot, dict]:
    """Return a slot whose pool is closed, with the receipt of a die that is not in it."""
    draw = table.frozen()
    table.go_to(draw.slot.opens_at + SECOND)
    table.throw(draw.slot)
    told = {"thrower": "agency-000001", "holder": "agency-000001", "value": "cd" * 32}
    receipt = receipt_of(Die(slot=draw.slot, seq=1, at=table.now, **told))  # signed, never kept
    table.go_to(draw.slot.closes_at + 2 * SECOND)
    return Slot.objects.select_related("pool").get(pk=draw.slot_id), receipt


def forged(slot: Slot, **changes) -> dict:
    """Return a bundle's log with another pool of the slot, signed by our own log's key."""
    told = Event.objects.of(slot.stream).get(kind="slot.pooled")
    leaf = json.loads(told.as_leaf())
    leaf["public"] |= {"pool": "ab" * 32} | changes
    hashes = [leaf_hash(canonical(leaf)), b"\1" * 32]
    key = signing_key()
    text = note.Head(key.name, 2, merkle.root(hashes)).text()
    signature = note.signed(text, name=key.name, key=key.private)
    place = {"index": 0, "leaf": leaf, "checkpoint": "c2", "proof": [hashes[1].hex()]}
    checkpoint = {"name": "c2", "note": str(note.Note(text, (signature,)))}
    return {"log": {"leaves": [place], "checkpoints": [checkpoint]}}


def handed_in(slot, document, table):
    return hand_in_proof(slot_id=slot.pk, document=document, at=table.now)
