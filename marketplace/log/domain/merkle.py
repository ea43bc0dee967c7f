"""The Merkle tree of RFC 6962 and RFC 9162: roots, proofs, and how they are checked.

A tree of any size is made of complete subtrees, and a complete subtree never changes once its
leaves are there. So only their hashes are kept, by ``(level, number)``: level 0 is a leaf, and
the node ``(3, 2)`` stands over the leaves 16 to 23. Every root and every proof is put together
from them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

SIZE = 32
EMPTY = hashlib.sha256(b"").digest()


class Place(NamedTuple):
    """Where a complete subtree stands: its height, and its number from the left."""

    level: int
    number: int


class Span(NamedTuple):
    """The leaves from ``start`` up to, and without, ``end``."""

    start: int
    end: int


Nodes = Callable[[Place], bytes]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over the leaves' hashes."""
    edge = Edge()
    for leaf in leaves:
        edge.append(leaf)
    return edge.root()


class Edge:
    """The right edge of a tree: all that is needed to let it grow and to tell its root."""

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        """Take up a tree of ``size`` leaves; ``hashes`` are those of ``parts(size)``."""
        self.size = size
        self._hashes = list(hashes)

    def append(self, leaf: bytes) -> list[tuple[Place, bytes]]:
        """Add a leaf's hash, and return each subtree above it that is complete with it."""
        complete, level, index, value = [], 0, self.size, leaf
        while index & 1:
            level, index, value = level + 1, index >> 1, node_hash(self._hashes.pop(), value)
            complete.append((Place(level, index), value))
        self._hashes.append(value)
        self.size += 1
        return complete

    def root(self) -> bytes:
        """Return the root of the tree as it is now."""
        return _folded(self._hashes) if self._hashes else EMPTY


def parts(span: Span) -> list[Place]:
    """Return the complete subtrees that a span is made of, from the left.

    The span begins where a subtree of its size may begin, as all spans of roots and proofs do.
    """
    places, position = [], span.start
    for level in reversed(range((span.end - span.start).bit_length())):
        if (span.end - span.start) >> level & 1:
            places.append(Place(level, position >> level))
            position += 1 << level
    return places


def root_spans(size: int) -> list[Span]:
    """Return the one span that makes up a root, or none for the empty tree."""
    return [Span(0, size)] if size else []


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Return the spans whose hashes prove that a leaf is in the tree, from the leaf upwards."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    return list(_path(index, Span(0, size)))


def consistency_spans(old: int, new: int) -> list[Span]:
    """Return the spans whose hashes prove that the tree only grew from ``old`` to ``new``."""
    if not 0 < old <= new:
        raise ValueError(f"no proof from {old} to {new}")
    return list(_growth(old, Span(0, new), whole=True))


def gathered(spans: Iterable[Span], nodes: Nodes) -> list[bytes]:
    """Return each span's hash, from the hashes of complete subtrees."""
    return [_folded([nodes(place) for place in parts(span)]) for span in spans]


def verify_inclusion(
    leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], expected: bytes
) -> bool:
    """Return whether the proof shows the leaf at its index under the expected root."""
    if not (0 <= index < size and _are_hashes([leaf, expected, *proof])):
        return False
    turns = _turns(index, size - 1, proof)
    if turns is None:
        return False
    value = leaf
    for step, from_left in turns:
        value = node_hash(step, value) if from_left else node_hash(value, step)
    return value == expected


def verify_consistency(
    *, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Return whether the proof shows the old tree unchanged at the beginning of the new one."""
    if 0 < old == new:
        return not proof and old_root == new_root
    if not (0 < old < new and _are_hashes([old_root, new_root, *proof])):
        return False
    first, *steps = [old_root, *proof] if old & (old - 1) == 0 else proof or [b""]
    complete = (~(old - 1) & old).bit_length() - 1  # the old edge's lowest complete subtree
    turns = _turns((old - 1) >> complete, (new - 1) >> complete, steps)
    if turns is None or not proof:
        return False
    before = after = first
    for step, from_left in turns:
        before = node_hash(step, before) if from_left else before
        after = node_hash(step, after) if from_left else node_hash(after, step)
    return before == old_root and after == new_root


def _turns(node: int, last: int, proof: Sequence[bytes]) -> list[tuple[bytes, bool]] | None:
    """Return the proof's hashes, each with whether it stands to the left; None where it misfits."""
    turns = []
    for step in proof:
        if last == 0:
            return None
        from_left = bool(node & 1) or node == last
        while from_left and node and not node & 1:
            node, last = node >> 1, last >> 1
        turns.append((step, from_left))
        node, last = node >> 1, last >> 1
    return turns if last == 0 else None


def _folded(hashes: Sequence[bytes]) -> bytes:
    value = hashes[-1]
    for left in reversed(hashes[:-1]):
        value = node_hash(left, value)
    return value


def _middle(span: Span) -> int:
    return span.start + (1 << (span.end - span.start - 1).bit_length() - 1)


def _path(index: int, span: Span) -> Iterator[Span]:
    if span.end - span.start == 1:
        return
    middle = _middle(span)
    left, right = Span(span.start, middle), Span(middle, span.end)
    if index < middle:
        yield from _path(index, left)
        yield right
    else:
        yield from _path(index, right)
        yield left


def _growth(old: int, span: Span, *, whole: bool) -> Iterator[Span]:
    if old == span.end:
        if not whole:
            yield span
        return
    middle = _middle(span)
    left, right = Span(span.start, middle), Span(middle, span.end)
    if old <= middle:
        yield from _growth(old, left, whole=whole)
        yield right
    else:
        yield from _growth(old, right, whole=False)
        yield left


def _are_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == SIZE for value in values)
