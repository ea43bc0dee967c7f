"""The names behind the keys of the figures, in the reader's language, and where to read on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from marketplace.models import Department, ServiceCategory
from marketplace.notation import MONTHS_EN, in_chinese
from procurement.modes.registry import mode_choices, modes

from ..domain.tally import Tally
from ..domain.world import Groups
from .measures import Row


@dataclass(frozen=True, slots=True)
class Named:
    """The groups of a period as rows: largest first, months and modes in their order."""

    groups: Groups
    total: Tally
    months: list[Row] = field(default_factory=list)
    modes: list[Row] = field(default_factory=list)
    categories: list[Row] = field(default_factory=list)
    departments: list[Row] = field(default_factory=list)


def named(groups: Groups) -> Named:
    """Return the groups with their names, in two queries."""
    labels = dict(mode_choices())
    known = [mode.key for mode in sorted(modes, key=_place)]
    keys = [*known, *sorted(groups.modes.keys() - set(known))]
    categories = _codes(ServiceCategory, groups.categories)
    departments = _codes(Department, groups.departments)
    return Named(
        groups=groups,
        total=groups.total,
        months=[
            Row(month_name(month), tally, code=month) for month, tally in groups.months.items()
        ],
        modes=[
            Row(
                labels.get(key, key),
                groups.modes.get(key, Tally()),
                url=_list("mode", key),
                code=key,
            )
            for key in keys
        ],
        categories=_rows(groups.categories, categories, "category"),
        departments=_rows(groups.departments, departments),
    )


def month_name(month: str) -> str:
    """Return ``2026年3月`` or ``Mar 2026``."""
    on = date.fromisoformat(f"{month}-01")
    return f"{on.year}年{on.month}月" if in_chinese() else f"{MONTHS_EN[on.month - 1]} {on.year}"


def _codes(model, wanted: Iterable[int]) -> dict[int, tuple[str, str]]:
    rows = model.objects.filter(pk__in=list(wanted))
    return {row.pk: (row.code, row.name) for row in rows}


def _rows(
    tallies: Mapping[int, Tally], names: Mapping[int, tuple[str, str]], filter_name: str = ""
) -> list[Row]:
    rows = [
        Row(
            names[key][1],
            tally,
            url=_list(filter_name, names[key][0]) if filter_name else "",
            code=names[key][0],
            key=key,
        )
        for key, tally in tallies.items()
    ]
    return sorted(rows, key=lambda row: (-row.tally.selected, -row.tally.published, row.code))


def _list(name: str, value: str) -> str:
    return f"{reverse('procurement:notices')}?{urlencode({name: value})}"


def _place(mode) -> tuple:
    """Return the order of modes: those with a seed, those with a price, the others."""
    return not mode.is_competitive, mode.asks_price, mode.key
