"""What of an entry may be read now: all of it, or only its hash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Min
from wagtail import hooks

from ..models import Event, LogLeaf

SEALED_KINDS = "response."


class Entry(NamedTuple):
    """An entry as the public may see it: ``leaf`` and ``event`` are None while it is sealed."""

    index: int
    leaf_hash: str
    leaf: dict | None
    event: Event | None


def entries(leaves: Iterable[LogLeaf]) -> list[Entry]:
    """Return the entries, those that are sealed at this moment without their content.

    In a stream that is sealed nothing shows from the first answer on: the number of an
    event behind it would tell how many have answered.
    """
    leaves = list(leaves)
    seals = _seals({leaf.event.stream for leaf in leaves})
    return [_entry(leaf, seals.get(leaf.event.stream)) for leaf in leaves]


def tile(number: int, width: int) -> list[Entry]:
    """Return the entries of one page of the log."""
    span = LogLeaf.objects.filter(index__gte=number * width, index__lt=(number + 1) * width)
    return entries(span.select_related("event").order_by("index"))


def of_streams(names: Sequence[str], most: int) -> list[Entry]:
    """Return the newest readable entries of the streams, oldest first."""
    leaves = LogLeaf.objects.filter(event__stream__in=names)
    for stream, first in _seals(set(names)).items():
        leaves = leaves.exclude(event__stream=stream, event__number__gte=first)
    newest = leaves.select_related("event").order_by("-index")[:most]
    return [_entry(leaf, None) for leaf in reversed(list(newest))]


def _seals(streams: set[str]) -> dict[str, int]:
    """Return for each sealed stream the number of its first answer."""
    sealed: set[str] = set()
    for seals in hooks.get_hooks("register_sealed_streams"):
        sealed |= set(seals(streams))
    answers = Event.objects.filter(stream__in=sealed, kind__startswith=SEALED_KINDS)
    first = answers.order_by().values_list("stream").annotate(first=Min("number"))
    return dict(first)


def _entry(leaf: LogLeaf, first: int | None) -> Entry:
    if first is not None and leaf.event.number >= first:
        return Entry(leaf.index, leaf.leaf_hash, None, None)
    return Entry(leaf.index, leaf.leaf_hash, json.loads(leaf.event.as_leaf()), leaf.event)
