"""What can be narrowed down in a list, with the number of notices behind each choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from marketplace.facets import Facet, Option, first_page
from marketplace.models import Region, ServiceCategory, ServiceItem

from ..filters import SORTS, NoticeFilter
from ..models import Owner
from .mode_words import mode_words
from .phase import PHASE_LABELS, Phase, in_phase

MULTIPLE = ("state", "mode", "category", "region")
CATEGORY = "lines__item__category"
REPEATED = {CATEGORY}  # what several lines of one notice may share
MOST_OWNERS = 50  # those with the most notices; the others are found by their name


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
    counts = _counts(_others(listed, "mode"), "mode_key")
    return [
        Option(key, mode_words(key).label, counts.get(key, 0), key in chosen)
        for key in sorted({*counts, *chosen})
    ]


def _rows_of(
    rows: QuerySet, name: str, *, column: str, code: str = "code", most: int | None = None
) -> Callable[[NoticeFilter], list[Option]]:
    """Return a facet over the rows that have notices, or are chosen; ``most`` of them at most."""

    def options(listed: NoticeFilter) -> list[Option]:
        picked = listed.form.cleaned_data[name]
        several = picked if name in MULTIPLE else [picked] if picked else []
        chosen = {each.pk for each in several}
        counts = _counts(_others(listed, name), column)
        shown = {*sorted(counts, key=counts.__getitem__, reverse=True)[:most], *chosen}
        return [
            Option(getattr(row, code), row.name, counts.get(row.pk, 0), row.pk in chosen)
            for row in rows.filter(pk__in=shown)
        ]

    return options


def _counts(notices: QuerySet, column: str) -> dict:
    """Return how many notices have each value of a column."""
    distinct = column in REPEATED
    rows = notices.values_list(column).annotate(Count("pk", distinct=distinct))
    return {value: count for value, count in rows if value}


FACETS = {
    "state": _states,
    "mode": _modes,
    "category": _rows_of(
        ServiceCategory.objects.order_by("place", "code"), "category", column=CATEGORY
    ),
    "item": _rows_of(ServiceItem.objects.order_by("code"), "item", column="lines__item"),
    "region": _rows_of(Region.objects.order_by("code"), "region", column="project__region"),
    "owner": _rows_of(
        Owner.objects.select_related("organisation").order_by("public_id"),
        "owner",
        column="owner",
        code="public_id",
        most=MOST_OWNERS,
    ),
}
