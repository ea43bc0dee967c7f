"""What the board can be narrowed by, with the number of services behind each choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .board import FACETS, BoardRow

MULTIPLE = ("lamp", "state", "paused")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet, and how many services would be found with it."""

    value: str
    label: str | Promise
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The choices of one filter. The counts leave out the filter's own choice."""

    name: str
    label: str | Promise
    options: list[Option]

    @property
    def is_multiple(self) -> bool:
        return self.name in MULTIPLE


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use, and the address of the board without it."""

    label: str
    url: str


def facets(form, rows: Sequence[BoardRow], chosen: Mapping, words: str) -> list[Facet]:
    """Return the facets of a valid form, counted over the rows of the board."""
    named = form.named()
    return [
        Facet(name, form.fields[name].label, _options(form, name, rows, chosen, words, named))
        for name in FACETS
    ]


def chips(data: QueryDict, found: list[Facet], words: str) -> list[Chip]:
    """Return the filters in use, each with the way out of it."""
    typed = [Chip(_("“%(words)s”") % {"words": words}, _without(data, "q"))] if words else []
    return typed + [
        Chip(str(option.label), _without(data, facet.name, option.value))
        for facet in found
        for option in facet.options
        if option.chosen
    ]


def _options(form, name: str, rows, chosen: Mapping, words: str, named: Mapping) -> list[Option]:
    counts: Counter = Counter()
    labels = dict(form.fields[name].choices) if name in MULTIPLE else dict(named.get(name, {}))
    for row in rows:
        if not row.is_running:
            continue
        if name not in MULTIPLE:
            labels |= row.names[name]
        if row.meets(chosen, words, without=name):
            counts.update(list(row.names[name]))
    values = labels if name in MULTIPLE else sorted(labels, key=lambda value: str(labels[value]))
    return [
        Option(value, labels[value], counts[value], value in chosen.get(name, ()))
        for value in values
    ]


def _without(data: QueryDict, name: str, value: str | None = None) -> str:
    query = QueryDict(mutable=True)
    for each in data:
        query.setlist(each, [given for given in data.getlist(each) if given])
    query.pop("page", None)
    query.setlist(name, [each for each in query.getlist(name) if value and each != value])
    return f"?{query.urlencode()}"
