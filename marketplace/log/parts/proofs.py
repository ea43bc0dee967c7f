"""Proofs that an entry is in the log, and that the log only grew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from ...kernel.canonical import canonical, leaf_hash
from ...models import Event, LogLeaf
from ..domain.merkle import consistency_spans, inclusion_spans, verify_inclusion
from ..domain.note import public_key, read_head, read_note, verified
from ..models import Checkpoint
from .heads import head
from .receipts import log_public_key
from .tree import read


def index_of(event: Event) -> int | None:
    """Return the event's place in the log, or None while it has none."""
    return LogLeaf.objects.filter(event=event).values_list("index", flat=True).first()


def inclusion(index: int, size: int) -> list[str]:
    """Return the hashes that prove the leaf in the tree of that size, in hexadecimal.

    Raises:
        ValueError: when there is no such leaf in a tree of that size.
    """
    return [each.hex() for each in read(inclusion_spans(index, size))]


def consistency(old: int, new: int) -> list[str]:
    """Return the hashes that prove that the tree only grew, in hexadecimal.

    Raises:
        ValueError: for no tree, or backwards.
    """
    return [each.hex() for each in read(consistency_spans(old, new))]


def inclusion_of(event: Event, checkpoint: Checkpoint | None = None) -> dict | None:
    """Return where the event is and its proof, in the newest checkpoint or a given one.

    None while the checkpoint does not hold it.
    """
    checkpoint, index = checkpoint or head(), index_of(event)
    if checkpoint is None or index is None or index >= checkpoint.size:
        return None
    proof = inclusion(index, checkpoint.size)
    return {"index": index, "size": checkpoint.size, "proof": proof}


def log_evidence(events: Iterable[Event], heads: Mapping[str, Checkpoint]) -> dict:
    """Return what a reader needs to find the events in the log without asking us.

    Each is proven in the smallest of the named checkpoints that holds it; one that none of
    them holds is left out.
    """
    named = sorted(heads.items(), key=lambda pair: pair[1].size)
    leaves = []
    for event in events:
        for name, checkpoint in named:
            found = inclusion_of(event, checkpoint)
            if found is not None:
                leaf = json.loads(event.as_leaf())
                proof = found["proof"]
                leaves.append(
                    {"index": found["index"], "leaf": leaf, "checkpoint": name, "proof": proof}
                )
                break
    notes = [{"name": name, "note": each.with_cosignatures()} for name, each in heads.items()]
    return {"leaves": leaves, "checkpoints": notes}


def is_signed_here(leaf: dict, *, index: int, proof: list[str], note: str) -> bool:
    """Return whether our own key signed a checkpoint that holds the leaf, whoever brings it.

    Asked of evidence from outside: the tables here are not looked at.

    Raises:
        ValueError: (and ``TypeError``) where that is no leaf, no proof or no checkpoint.
    """
    signed = read_note(note)
    held = read_head(signed.text)
    return bool(verified(signed, public_key(log_public_key()))) and verify_inclusion(
        leaf_hash(canonical(leaf)),
        index=index,
        size=held.size,
        proof=[bytes.fromhex(each) for each in proof],
        expected=held.root,
    )
