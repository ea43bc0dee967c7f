"""By what the results can be narrowed: the facets of a kind, as the page draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import QueryDict

from marketplace.facets import Facet, Option

from .backends.base import Result
from .sources.base import SearchSource
from .sources.words import Value, Words

OF_ALL = ("category", "region")  # what narrows the results of all kinds together
MOST_VALUES = 20  # of one facet in an address
LONGEST_VALUE = 100
SHOWN = 12  # values of a facet without a tree; the most frequent ones


def facets_in(known: Sequence[SearchSource], kind: str) -> dict[str, SearchSource]:
    """Return what the results of a kind, or of all, can be narrowed by, and who knows its words."""
    if kind:
        source = next(each for each in known if each.key == kind)
        return dict.fromkeys(source.facets, source)
    having = {
        facet: next((each for each in known if facet in each.facets), None) for facet in OF_ALL
    }
    return {facet: source for facet, source in having.items() if source}


def filters_in(data: QueryDict, facets: Mapping[str, SearchSource]) -> dict[str, tuple[str, ...]]:
    """Return the chosen values of each facet, as they stand in the address."""
    return {
        facet: tuple(dict.fromkeys(v[:LONGEST_VALUE] for v in data.getlist(facet) if v))[
            :MOST_VALUES
        ]
        for facet in facets
    }


def drawn(
    result: Result, facets: Mapping[str, SearchSource], chosen: Mapping[str, Sequence[str]]
) -> list[Facet]:
    """Return the facets that leave a choice, each with its counts, in the sources' order."""
    found = []
    for facet, source in facets.items():
        words, counts = source.words(facet), result.facets.get(facet, {})
        options = _options(words, counts, chosen[facet])
        if len(options) > 1 or chosen[facet] or any(each.below for each in options):
            is_tree = any(each.below for each in options)
            found.append(Facet(facet, words.label, options, True, is_folded=is_tree))
    return found


def _options(words: Words, counts: Mapping[str, int], now: Sequence[str]) -> list[Option]:
    values = words.values() or {value: Value(value) for value in counts}
    missing = {value: Value(value) for value in now if value not in values}
    shown = [value for value in (*values, *missing) if counts.get(value) or value in now]
    values = {**values, **missing}
    below: dict[str, list[str]] = {}
    for value in shown:
        below.setdefault(values[value].above, []).append(value)

    def within(above: str) -> list[Option]:
        return [
            Option(
                value,
                values[value].name,
                counts.get(value, 0),
                value in now,
                below=tuple(within(value)),
            )
            for value in below.get(above, [])
        ]

    options = within("")
    if len(options) <= SHOWN:
        return options
    often = sorted(options, key=lambda each: (not each.is_open, -each.count))[:SHOWN]
    return [each for each in options if each in often]
