"""The whole log read again and recomputed: what nobody could change without being named."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ..kernel.canonical import canonical, leaf_hash, tagged_hash
from ..models import Cursor, Event, LogLeaf
from ..sequencer import READER as SEQUENCER
from .domain.merkle import Edge, Place
from .domain.note import Malformed, PublicKey, public_key, verified
from .models import Checkpoint, LogNode, Receipt
from .parts import SetBack, log_public_key, receipt_public_key, require_continuous
from .parts.receipts import signed_text
from .parts.tree import tree_size

BATCH = 500
COLUMNS = ("index", "leaf_hash", "event__stream", "event__number", "event__kind", "event__at")
COLUMNS += ("event__facts", "event__commitment", "event__private__facts", "event__private__salt")


class Bad(Exception):
    """The first record that is not what it was, named."""


class Row(NamedTuple):
    """A leaf, its event, and what is private of it where that was not erased."""

    index: int
    leaf_hash: str
    stream: str
    number: int
    kind: str
    at: object
    facts: object
    commitment: str
    secret: object
    salt: str | None

    def __str__(self) -> str:
        return f"leaf {self.index} ({self.stream}#{self.number} {self.kind})"

    def content(self) -> bytes:
        return canonical(
            {
                "v": 1,
                "stream": self.stream,
                "number": self.number,
                "kind": self.kind,
                "at": self.at,
                "public": self.facts,
                "private": self.commitment,
            }
        )


def verify_log() -> int:
    """Return how many entries the log has, all of them checked.

    Raises:
        Bad: with the first record that is not what it was.
    """
    verification = Verification()
    for _step in verification.steps():
        pass
    return verification.size


class Verification:
    """One reading of the whole log, in steps that a pass of the clock can take."""

    def __init__(self) -> None:
        self._edge = Edge()
        self._numbers: dict[str, int] = {}
        self._grown = tree_size()
        self._last_node = self._last_head = self._head_size = 0
        self._heads: deque[Checkpoint] = deque()
        self._log_key = _key(log_public_key())

    @property
    def size(self) -> int:
        return self._edge.size

    def steps(self) -> Iterator[int]:
        """Check up to 500 records a step, and tell how far it came. Raises ``Bad``."""
        while rows := self._next_rows():
            self._check_rows(rows)
            yield self.size
        self._check_end()
        yield self.size
        yield from self._check_receipts()

    def _next_rows(self) -> list[Row]:
        waiting = LogLeaf.objects.filter(index__gte=self.size).order_by("index")
        return [Row(*values) for values in waiting.values_list(*COLUMNS)[:BATCH]]

    def _check_rows(self, rows: list[Row]) -> None:
        complete: list[tuple[Place, bytes]] = []
        for row in rows:
            if row.index != self.size:
                raise Bad(_missing(self.size))
            value = self._checked(row)
            nodes = self._edge.append(value)
            if self.size <= self._grown:
                complete += nodes
            self._check_heads()
        self._check_nodes(complete)

    def _checked(self, row: Row) -> bytes:
        """Return the leaf's hash, made again from its event."""
        value = leaf_hash(row.content())
        if value.hex() != row.leaf_hash:
            raise Bad(f"{row}: its content has the hash {value.hex()}, logged was {row.leaf_hash}")
        expected = self._numbers.get(row.stream, 0) + 1
        if row.number != expected:
            raise Bad(f"{row}: number {expected} of its stream comes next")
        self._numbers[row.stream] = row.number
        if row.salt is not None:
            made = tagged_hash("priv", bytes.fromhex(row.salt), canonical(row.secret)).hex()
            if made != row.commitment:
                raise Bad(f"{row}: its private facts do not fit their commitment")
        return value

    def _check_nodes(self, complete: list[tuple[Place, bytes]]) -> None:
        """Compare the subtrees in the order in which they were completed."""
        kept = LogNode.objects.filter(pk__gt=self._last_node).order_by("pk")[: len(complete)]
        found = {Place(node.level, node.index): node for node in kept}
        for place, value in complete:
            node = found.get(place)
            if node is None:
                raise Bad(f"node {place.level}/{place.number} is missing")
            if node.hash != value.hex():
                raise Bad(f"node {place.level}/{place.number} is {node.hash}, not {value.hex()}")
            self._last_node = node.pk

    def _check_heads(self) -> None:
        """Check every checkpoint that was signed over the log as it is up to here."""
        while (head := self._next_head()) and head.size <= self.size:
            self._heads.popleft()
            self._check_head(head)

    def _next_head(self) -> Checkpoint | None:
        if not self._heads:
            kept = Checkpoint.objects.filter(pk__gt=self._last_head).order_by("pk")
            self._heads.extend(kept[:BATCH])
            if self._heads:
                self._last_head = self._heads[-1].pk
        return self._heads[0] if self._heads else None

    def _check_head(self, head: Checkpoint) -> None:
        name = f"checkpoint {head.pk} (size {head.size})"
        if head.size != self.size or head.root != self._edge.root().hex():
            raise Bad(f"{name}: its root {head.root} is not the log's at that size")
        try:
            note, said = head.read()
        except Malformed as error:
            raise Bad(f"{name}: {error}") from error
        if (said.size, said.root.hex()) != (head.size, head.root):
            raise Bad(f"{name}: the note says another size or root")
        if self._log_key is None or not verified(note, self._log_key):
            raise Bad(f"{name}: the signature is not the log's")

    def _check_end(self) -> None:
        """Check what only shows when all leaves are read."""
        ordered = Cursor.objects.filter(key=SEQUENCER).values_list("next_index", flat=True).first()
        if (ordered or 0) > self.size:
            raise Bad(_missing(self.size))
        head = self._next_head()
        if head is not None and head.size > self.size:
            raise Bad(
                f"checkpoint {head.pk} was signed over {head.size} entries: {_missing(self.size)}"
            )
        if tree_size() == self._grown:
            extra = LogNode.objects.filter(pk__gt=self._last_node).order_by("pk").first()
            if extra is not None:
                raise Bad(f"node {extra.level}/{extra.index} belongs to no leaf")
        for event in Event.objects.without_place().order_by("stream", "number"):
            if event.number <= self._numbers.get(event.stream, 0):
                raise Bad(f"event {event.pk} ({event}) stands beside the log: its number is taken")
        try:
            require_continuous()
        except SetBack as error:
            raise Bad(str(error)) from error

    def _check_receipts(self) -> Iterator[int]:
        key, last = _key(receipt_public_key()), 0
        while receipts := Receipt.objects.filter(pk__gt=last).order_by("pk")[:BATCH]:
            for receipt in receipts:
                _check_receipt(receipt, key)
                last = receipt.pk
            yield self.size


def _check_receipt(receipt: Receipt, key: PublicKey | None) -> None:
    body = json.loads(receipt.body)
    columns = (receipt.kind, receipt.subject, receipt.leaf)
    if columns != (body["kind"], body["subject"], body["leaf"]):
        raise Bad(f"receipt {receipt.pk}: its columns are not what it says")
    if not receipt.is_signed:
        return
    try:
        if key is None:
            raise InvalidSignature
        public = Ed25519PublicKey.from_public_bytes(key.value)
        public.verify(bytes.fromhex(receipt.signature), signed_text(receipt))
    except (InvalidSignature, ValueError) as error:
        raise Bad(f"receipt {receipt.pk}: the signature is not ours") from error


def _missing(index: int) -> str:
    lonely = LogLeaf.objects.filter(index=index).exists()
    return f"the event of leaf {index} is missing" if lonely else f"leaf {index} is missing"


def _key(text: str) -> PublicKey | None:
    return public_key(text) if text else None
