"""The filters in use, and what one could do where nothing is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.facets import Chip, Facet, chips, first_page, without
from marketplace.notation import money

from ..filters import AgencyFilter
from ..filters.agency_filter import MATCH, sorts

TYPED = {
    "price": lambda value: _("at most %(price)s") % {"price": money(value)},
    "discount": lambda value: _("at least %(percent)d %% off the cap") % {"percent": value},
    "days": lambda value: (
        ngettext("within %(days)d working day", "within %(days)d working days", value)
        % {"days": value}
    ),
}


@dataclass(frozen=True, slots=True)
class Sort:
    """One order of the directory, and its address."""

    value: str
    label: str | Promise
    url: str
    chosen: bool
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A filter that one could leave out, with how many agencies that would find."""

    label: str
    url: str
    count: str


def chips_of(chosen: AgencyFilter, facets: Iterable[Facet]) -> list[Chip]:
    """Return the filters in use: the words, what was ticked, what was typed."""
    typed = [
        Chip(words(chosen.chosen[name]), without(chosen.data, name))
        for name, words in TYPED.items()
        if name in chosen.chosen
    ]
    return [*chips(chosen.data, facets, chosen.chosen.get("q", "")), *typed]


def sorts_of(chosen: AgencyFilter) -> list[Sort]:
    """Return the orders with their addresses; the best match where words are looked for."""
    offered = ({MATCH: _("Best match")} if "q" in chosen.chosen else {}) | sorts()
    default = next(iter(offered))
    found = []
    for value, label in offered.items():
        query = first_page(chosen.data)
        query["sort"] = value
        address = f"?{query.urlencode()}"
        found.append(Sort(value, label, address, value == chosen.order, value == default))
    return found


def ways_of(chosen: AgencyFilter) -> list[Way]:
    """Return what one could leave out, what finds most first."""
    ways = []
    for name in chosen.chosen.keys() - {"sort"}:
        found = chosen.narrowed(without={name}).count()
        if found:
            label = _("Leave out the filter “%(filter)s”") % {"filter": chosen.filters[name].label}
            count = ngettext("%(count)d agency", "%(count)d agencies", found) % {"count": found}
            ways.append((-found, name, Way(label, without(chosen.data, name), count)))
    return [way for _found, _name, way in sorted(ways, key=lambda each: each[:2])]
