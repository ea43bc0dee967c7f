"""What a group of notices adds up to, and the figures that follow from the sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

WHOLE = 10_000  # shares are published in basis points


@dataclass(slots=True)
class Tally:
    """Counts and sums of a group; sums of two groups are those of both together.

    ``capped_price`` and ``cap`` are of the selections that have a cap, ``lowest`` and
    ``highest`` the ends of their prices in basis points of the cap. ``days`` and ``hours``
    count the selections by how long they took.
    """

    published: int = 0
    closed: int = 0
    answers: int = 0
    selected: int = 0
    direct: int = 0
    price: int = 0
    ceiling: int = 0
    capped: int = 0
    capped_price: int = 0
    cap: int = 0
    lowest: int | None = None
    highest: int | None = None
    promised: int = 0
    standard: int = 0
    accepted: int = 0
    actual: int = 0
    accepted_standard: int = 0
    failed: int = 0
    cancelled: int = 0
    void: int = 0
    days: dict[int, int] = field(default_factory=dict)
    hours: dict[int, int] = field(default_factory=dict)

    def add(self, told: Mapping[str, Any]) -> None:
        """Take counts and sums in, by their names: numbers, histograms and ends."""
        for name, value in told.items():
            if name in COUNTED:
                setattr(self, name, getattr(self, name) + value)
            elif name in ENDS:
                setattr(self, name, _end(ENDS[name], getattr(self, name), value))
            else:
                count_into(getattr(self, name), value)

    @property
    def ended(self) -> int:
        """Return how many ended without an award that stands."""
        return self.failed + self.cancelled + self.void

    @property
    def of_cap(self) -> Fraction | None:
        return share(self.capped_price, self.cap)

    @property
    def saved_on_cap(self) -> int:
        return self.cap - self.capped_price

    @property
    def lowest_of_cap(self) -> Fraction | None:
        return None if self.lowest is None else Fraction(self.lowest, WHOLE)

    @property
    def highest_of_cap(self) -> Fraction | None:
        return None if self.highest is None else Fraction(self.highest, WHOLE)

    @property
    def of_ceiling(self) -> Fraction | None:
        return share(self.price, self.ceiling)

    @property
    def saved_on_ceiling(self) -> int:
        return self.ceiling - self.price

    @property
    def promised_of_standard(self) -> Fraction | None:
        return share(self.promised, self.standard)

    @property
    def actual_of_standard(self) -> Fraction | None:
        return share(self.actual, self.accepted_standard)

    @property
    def share_of_direct(self) -> Fraction | None:
        return share(self.direct, self.selected)

    @property
    def answers_each(self) -> Fraction | None:
        return share(self.answers, self.closed)

    @property
    def median_days(self) -> Fraction | None:
        return median(self.days)

    @property
    def median_hours(self) -> Fraction | None:
        return median(self.hours)

    def is_empty(self) -> bool:
        """Return whether nothing at all has happened."""
        return not any(getattr(self, name) for name in COUNTED)


ENDS: dict[str, Callable[..., int]] = {"lowest": min, "highest": max}
COUNTED = frozenset(Tally.__dataclass_fields__) - ENDS.keys() - {"days", "hours"}


def count_into(counts: dict[int, int], more: Mapping[int, int]) -> None:
    """Add a histogram to another one."""
    for value, count in more.items():
        counts[value] = counts.get(value, 0) + count


def share(part: int, whole: int) -> Fraction | None:
    """Return a part of a whole; None where there is no whole."""
    return Fraction(part, whole) if whole else None


def median(counts: Mapping[int, int]) -> Fraction | None:
    """Return the value in the middle of a histogram, or the mean of the two; None of nothing."""
    total, passed = sum(counts.values()), 0
    if not total:
        return None
    middle: list[int] = []
    for value in sorted(counts):
        passed += counts[value]
        if not middle and 2 * passed >= total:
            middle.append(value)
        if 2 * passed > total:
            middle.append(value)
            break
    return Fraction(sum(middle), 2)


def rounded(value: Fraction | None, unit: int = 1) -> int | None:
    """Return how many of so many parts of one a value has, rounded half up; None for none."""
    return None if value is None else (2 * value * unit + 1).__floor__() // 2


def _end(choose: Callable[..., int], one: int | None, other: int | None) -> int | None:
    known = [each for each in (one, other) if each is not None]
    return choose(known) if known else None
