"""The tree over the log's leaves: how it grows, and what is read from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from ...models import Cursor, LogLeaf
from ...transaction import command
from ..domain.merkle import EMPTY, Edge, Place, Span, gathered, parts, root_spans
from ..models import LogNode

BATCH = 500
READER = "log.tree"


class Broken(Exception):
    """The tables do not hold what a tree needs: a leaf or a node is missing."""


def grow() -> None:
    """Take every leaf that has its place into the tree."""
    while grow_next():
        pass


def grow_next() -> bool:
    """Take up to 500 leaves in one transaction, and say whether there were any."""
    if not LogLeaf.objects.filter(index__gte=tree_size()).exists():
        return False
    with command():
        cursor = Cursor.objects.locked(READER)
        edge = _edge(cursor.next_index)
        waiting = LogLeaf.objects.filter(index__gte=edge.size).order_by("index")
        complete = []
        for index, leaf_hash in waiting.values_list("index", "leaf_hash")[:BATCH]:
            if index != edge.size:
                raise Broken(f"leaf {edge.size} is missing: {index} comes next")
            complete += edge.append(bytes.fromhex(leaf_hash))
        LogNode.objects.bulk_create(
            LogNode(level=place.level, index=place.number, hash=value.hex())
            for place, value in complete
        )
        cursor.advance_to(edge.size)
    return True


def tree_size() -> int:
    """Return over how many leaves the tree stands."""
    size = Cursor.objects.filter(key=READER).values_list("next_index", flat=True).first()
    return size or 0


def log_size() -> int:
    """Return how many leaves there are, whether the tree has taken them or not."""
    last = LogLeaf.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def root_at(size: int) -> bytes:
    """Return the root that the tree has, or had, with so many leaves. Raises ``Broken``."""
    return read(root_spans(size))[0] if size else EMPTY


def read(spans: Sequence[Span]) -> list[bytes]:
    """Return the hash of each span, read in one go. Raises ``Broken``."""
    found = _hashes(place for span in spans for place in parts(span))
    return gathered(spans, found.__getitem__)


def _edge(size: int) -> Edge:
    places = parts(Span(0, size))
    found = _hashes(places)
    return Edge(size, [found[place] for place in places])


def _hashes(places: Iterable[Place]) -> Mapping[Place, bytes]:
    wanted = defaultdict(set)
    for place in places:
        wanted[place.level].add(place.number)
    found = _leaves(wanted.pop(0, set())) | _nodes(wanted)
    missing = {Place(level, each) for level, all_of in wanted.items() for each in all_of} - set(
        found
    )
    if missing:
        raise Broken(f"the node {min(missing)} is missing")
    return found


def _leaves(wanted: set[int]) -> dict[Place, bytes]:
    rows = LogLeaf.objects.filter(index__in=wanted) if wanted else LogLeaf.objects.none()
    found = {Place(0, leaf.index): bytes.fromhex(leaf.leaf_hash) for leaf in rows}
    if len(found) < len(wanted):
        raise Broken(f"a leaf is missing among {sorted(wanted)}")
    return found


def _nodes(wanted: Mapping[int, set[int]]) -> dict[Place, bytes]:
    if not wanted:
        return {}
    which = Q()
    for level, indexes in wanted.items():
        which |= Q(level=level, index__in=indexes)
    rows = LogNode.objects.filter(which).values_list("level", "index", "hash")
    return {Place(level, index): bytes.fromhex(value) for level, index, value in rows}
