"""What a list can be narrowed by: filters with counts, and the chips of those in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a facet, and how many rows would be found with it.

    In a tree the finer choices stand ``below``; ``name`` is the filter's, where it is another
    one than the facet's.
    """

    value: str
    label: str | Promise
    count: int
    chosen: bool
    below: tuple[Option, ...] = ()
    name: str = ""

    @property
    def is_open(self) -> bool:
        """Return whether it or anything below it is chosen."""
        return self.chosen or any(each.is_open for each in self.below)

    def all(self) -> Iterator[Option]:
        """Yield the choice and everything below it, from above."""
        yield self
        for each in self.below:
            yield from each.all()


@dataclass(frozen=True, slots=True)
class Facet:
    """The choices of one filter. The counts leave out the filter's own choice.

    ``is_folded`` draws each root of a tree as a part that can be opened; ``any_label`` is what
    a single choice says where none is made.
    """

    name: str
    label: str | Promise
    options: list[Option]
    is_multiple: bool = False
    is_folded: bool = False
    any_label: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use, and the address of the list without it."""

    label: str
    url: str


def chips(data: QueryDict, found: Iterable[Facet], words: str) -> list[Chip]:
    """Return the filters in use, each with the way out of it; the typed words come first."""
    typed = [Chip(_("“%(words)s”") % {"words": words}, without(data, "q"))] if words else []
    return typed + [
        Chip(str(option.label), without(data, option.name or facet.name, option.value))
        for facet in found
        for root in facet.options
        for option in root.all()
        if option.chosen
    ]


def first_page(data: Mapping) -> QueryDict:
    """Return the address of a list without empty filters and from its first page on."""
    query = QueryDict(mutable=True)
    for name in data:
        query.setlist(name, [value for value in data.getlist(name) if value])
    query.pop("page", None)
    return query


def without(data: Mapping, name: str, value: str | None = None) -> str:
    """Return the address of a list without a filter, or without one value of it."""
    query = first_page(data)
    query.setlist(name, [each for each in query.getlist(name) if value and each != value])
    return f"?{query.urlencode()}"
