"""The figures of a period: in all, and by month, mode, category and department."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from .tally import Tally


class Shelf(NamedTuple):
    """Where a service item stands: keys of its category and of its department."""

    category: int
    department: int


class Part(NamedTuple):
    """What those notices add up to that share month, mode and first service."""

    month: str
    mode: str
    item: int | None
    told: dict[str, Any]


@dataclass(slots=True)
class Groups:
    """Everything that the page, its files and the command show, before it has names.

    ``months`` are written ``2026-03``; ``crossed`` has a tally by month and mode, and
    ``department_modes`` one by department and mode.
    """

    start: date | None = None
    end: date | None = None
    total: Tally = field(default_factory=Tally)
    months: dict[str, Tally] = field(default_factory=dict)
    modes: dict[str, Tally] = field(default_factory=dict)
    categories: dict[int, Tally] = field(default_factory=dict)
    departments: dict[int, Tally] = field(default_factory=dict)
    crossed: dict[tuple[str, str], Tally] = field(default_factory=dict)
    department_modes: dict[tuple[int, str], Tally] = field(default_factory=dict)

    def take(self, parts: Iterable[Part], shelves: dict[int, Shelf]) -> None:
        """Add parts to every group that they belong to; one without an item is on no shelf."""
        for month, mode, item, told in parts:
            self.total.add(told)
            wider: list[tuple[dict[Any, Tally], Any]] = [
                (self.months, month),
                (self.modes, mode),
                (self.crossed, (month, mode)),
            ]
            if item is not None:
                category, department = shelves[item]
                wider += [
                    (self.categories, category),
                    (self.departments, department),
                    (self.department_modes, (department, mode)),
                ]
            for groups, key in wider:
                tally = groups.get(key)
                if tally is None:
                    tally = groups[key] = Tally()
                tally.add(told)

    def fill_months(self) -> None:
        """Give every month between the first and the last a tally, in their order."""
        known = sorted(self.months)
        if known:
            wanted = months_between(known[0], known[-1])
            self.months = {month: self.months.get(month, Tally()) for month in wanted}


def months_between(first: str, last: str) -> list[str]:
    """Return every month from the first up to and with the last."""
    begin, end = _place(first), _place(last)
    return [f"{place // 12:04}-{place % 12 + 1:02}" for place in range(begin, end + 1)]


def _place(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1
