"""The list of service items as its page shows it: choices with counts, chips, sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.http import HttpRequest
from django.utils.translation import gettext as _

from .filters import ItemFilter
from .models import ServiceItem


@dataclass
class Choice:
    """One choice of a filter, with how many items it would show."""

    value: str
    label: str
    count: int
    checked: bool
    below: list[Choice] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.checked or any(choice.checked for choice in self.below)


@dataclass
class Section:
    """The items of one stage, in the order of the shelves."""

    label: str
    items: list[ServiceItem]


def sections(items: Iterable[ServiceItem]) -> list[Section]:
    """Return the items by stage, inside it by category and code."""
    order = {stage: place for place, stage in enumerate(ServiceItem.Stage.values)}
    placed = sorted(items, key=lambda item: (order[item.stage], item.category.place, item.code))
    return [
        Section(str(ServiceItem.Stage(stage).label), list(group))
        for stage, group in groupby(placed, key=lambda item: item.stage)
    ]


def choices(chosen: ItemFilter) -> dict[str, list[Choice]]:
    """Return the choices of every filter; the categories as a tree."""
    return {
        "stage": _plain_choices(chosen, "stage"),
        "department": _plain_choices(chosen, "department"),
        "duty": _plain_choices(chosen, "duty"),
        "payer": _plain_choices(chosen, "payer"),
        "category": _shelves(chosen),
    }


def _plain_choices(chosen: ItemFilter, name: str) -> list[Choice]:
    counts, picked = chosen.counts(name), _picked(chosen, name)
    return [
        Choice(value, label, counts.get(value, 0), value in picked)
        for value, label in chosen.filters[name].extra["choices"]
    ]


def _shelves(chosen: ItemFilter) -> list[Choice]:
    counts, picked = chosen.counts("category"), _picked(chosen, "category")
    by_key = {
        category.pk: Choice(
            category.code, category.name, counts.get(category.code, 0), category.code in picked
        )
        for category in chosen.categories
    }
    roots = []
    for category in chosen.categories:
        shelf = by_key[category.parent_id].below if category.parent_id in by_key else roots
        shelf.append(by_key[category.pk])
    return roots


def _picked(chosen: ItemFilter, name: str) -> set[str]:
    value = chosen.chosen.get(name, [])
    return {value} if isinstance(value, str) else set(value)


def chips(chosen: ItemFilter, request: HttpRequest) -> list[dict[str, str]]:
    """Return the filters in use, each with the address of the page without it."""
    found = []
    for name in chosen.chosen:
        labels = dict(chosen.filters[name].extra.get("choices", ()))
        for value in sorted(_picked(chosen, name)):
            label = labels.get(value) or _("“%(text)s”") % {"text": value}
            found.append({"label": label, "url": address_without(request, name, value)})
    return found


def ways_out(chosen: ItemFilter, request: HttpRequest) -> list[dict]:
    """Return which filter one could leave out, with how many items that would show."""
    ways = []
    for name in chosen.chosen:
        count = chosen.narrowed(without={name}).count()
        if count:
            label = _("Leave out the filter “%(filter)s”") % {"filter": chosen.filters[name].label}
            ways.append({"label": label, "url": address_without(request, name), "count": count})
    return sorted(ways, key=lambda way: -way["count"])


def address_without(request: HttpRequest, name: str = "", value: str = "") -> str:
    """Return the page without one value of a filter, or without all of them; no empty ones."""
    params = request.GET.copy()
    kept = [each for each in params.getlist(name) if value and each.strip() != value]
    params.setlist(name, kept)
    for key in list(params):
        params.setlist(key, [each for each in params.getlist(key) if each])
    query = params.urlencode()
    return f"{request.path}?{query}" if query else request.path
