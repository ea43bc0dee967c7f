"""What can be narrowed down in a list, with the number of notices behind each choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import Promise

from marketplace.facets import Facet, Option, first_page
from marketplace.models import Region, ServiceCategory, ServiceItem

from ..filters import SORTS, NoticeFilter
from ..models import Owner
from .mode_words import mode_words
from .phase import PHASE_LABELS, Phase, in_phase

MULTIPLE = ("state", "mode", "category", "region")


@dataclass(frozen=True, slots=True)
class Sort:
    """One order of the list, and its address."""

    value: str
    label: str | Promise
    url: str
    chosen: bool

    @property
    def is_default(self) -> bool:
        return self.value == SORTS[0][0]


def facets(listed: NoticeFilter) -> list[Facet]:
    """Return the facets of a valid filter, in two queries each at most."""
    return [
        Facet(name, listed.filters[name].label, FACETS[name](listed), name in MULTIPLE)
        for name in ("state", "mode", "category", "item", "region", "owner")
    ]


def sorts(listed: NoticeFilter) -> list[Sort]:
    """Return the orders of the list with their addresses; the first is the one without asking."""
    chosen = listed.form.cleaned_data.get("sort") or SORTS[0][0]
    found = []
    for value, label in SORTS:
        query = first_page(listed.data)
        query["sort"] = value
        found.append(Sort(value, label, f"?{query.urlencode()}", chosen=value == chosen))
    return found


def _others(listed: NoticeFilter, name: str):
    """Return what the other filters leave, without an order that would split the counts."""
    return listed.narrowed(listed.queryset, without=name).order_by()


def _states(listed: NoticeFilter) -> list[Option]:
    chosen = listed.form.cleaned_data["state"]
    counts = _others(listed, "state").aggregate(
        **{shelf.value: Count("pk", filter=in_phase(shelf, at=listed.at)) for shelf in Phase}
    )
    return [
        Option(shelf.value, PHASE_LABELS[shelf], counts[shelf], shelf.value in chosen)
        for shelf in Phase
    ]


def _modes(listed: NoticeFilter) -> list[Option]:
    chosen = listed.form.cleaned_data["mode"]
    counts = _counts(listed, "mode", "mode_key")
    return [
        Option(key, mode_words(key).label, counts.get(key, 0), key in chosen)
        for key in sorted({*counts, *chosen})
    ]


def _rows_of(
    model, name: str, *, column: str, order: tuple[str, ...], code: str = "code"
) -> Callable[[NoticeFilter], list[Option]]:
    """Return a facet over the rows of a model that have notices, or are chosen."""

    def options(listed: NoticeFilter) -> list[Option]:
        picked = listed.form.cleaned_data[name]
        several = picked if name in MULTIPLE else [picked] if picked else []
        chosen = {getattr(each, code) for each in several}
        counts = _counts(listed, name, column)
        rows = model.objects.filter(**{f"{code}__in": {*counts, *chosen}}).order_by(*order)
        if model is Owner:
            rows = rows.select_related("organisation")
        return [
            Option(value, row.name, counts.get(value, 0), value in chosen)
            for row in rows
            for value in [getattr(row, code)]
        ]

    return options


def _counts(listed: NoticeFilter, name: str, column: str) -> dict[str, int]:
    rows = _others(listed, name).values_list(column).annotate(Count("pk", distinct=True))
    return {value: count for value, count in rows if value}


FACETS = {
    "state": _states,
    "mode": _modes,
    "category": _rows_of(
        ServiceCategory, "category", column="lines__item__category__code", order=("place", "code")
    ),
    "item": _rows_of(ServiceItem, "item", column="lines__item__code", order=("code",)),
    "region": _rows_of(Region, "region", column="project__region__code", order=("code",)),
    "owner": _rows_of(
        Owner, "owner", column="owner__public_id", order=("public_id",), code="public_id"
    ),
}
