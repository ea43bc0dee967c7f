"""What the cluster answered, as the rest of the site understands it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..base import Found, Query, Result
from .documents import FACET
from .faults import MISSHAPEN, SLOW, Unavailable
from .requests import FIRST, KINDS, SHOWN, UNFILTERED, VALUES, WHOLE_WORTH


def result(query: Query, told: dict, *, kinds: Iterable[str]) -> Result:
    """Return what was found."""
    groups = {each["key"]: each for each in told["aggregations"][SHOWN][KINDS]["buckets"]}
    asked = list(query.kinds or kinds)
    totals = {kind: groups[kind]["doc_count"] if kind in groups else 0 for kind in asked}
    if query.kind:
        hits = found(told)
    else:
        hits = [hit for kind in asked if kind in groups for hit in found(groups[kind][FIRST])]
    return Result(totals, hits, _facets(query, told["aggregations"]))


def whole(told: dict) -> dict:
    """Return the answer if no part of it is missing: totals are exact or not told.

    Raises:
        Unavailable: where a part is missing.
    """
    if told.get("timed_out"):
        raise Unavailable(SLOW)
    if told.get("_shards", {}).get("failed"):
        raise Unavailable(MISSHAPEN, "a part of the index did not answer")
    return told


def found(told: dict) -> list[Found]:
    """Return the rows of an answer in their order."""
    return [
        Found(hit["fields"]["kind"][0], hit["fields"]["row"][0]) for hit in told["hits"]["hits"]
    ]


def is_named(told: dict) -> bool:
    """Return whether a row was found by its whole name or code: then nothing was misspelt."""
    groups = told["aggregations"][SHOWN][KINDS]["buckets"]
    shown = [*told["hits"]["hits"]]
    shown += [hit for each in groups if FIRST in each for hit in each[FIRST]["hits"]["hits"]]
    return any(hit["sort"][0] >= WHOLE_WORTH for hit in shown)


def found_total(told: dict) -> int:
    """Return how much there is."""
    return told["hits"]["total"]["value"]


def _facets(query: Query, told: dict) -> dict[str, dict[str, int]]:
    facets: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for facet, value, count in _counts(query, told):
        facets[facet][value] = count
    return dict(facets)


def _counts(query: Query, told: dict) -> Iterator[tuple[str, str, int]]:
    for name, bucket in told.items():
        if name == SHOWN:
            continue
        for each in bucket[VALUES]["buckets"]:
            facet, _sign, value = each["key"].partition(FACET)
            if name != UNFILTERED or facet not in query.filters:
                yield facet, value, each["doc_count"]
