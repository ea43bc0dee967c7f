"""Working days: the days on which a promise is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_weekday(day: date) -> bool:
    """Return whether the day is Monday to Friday: the rule where no holiday list is known."""
    return day.weekday() < SATURDAY


@dataclass(frozen=True)
class WorkingDays:
    """A calendar that knows which days are worked."""

    is_worked: Callable[[date], bool] = is_weekday

    def after(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``; the day itself is not counted.

        Raises:
            ValueError: for a negative count.
        """
        if count < 0:
            raise ValueError("a promise does not fall due before it is made")
        while count:
            day += ONE_DAY
            count -= self.is_worked(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Return how many working days lie after ``start``, up to and with ``end``."""
        days = (start + ONE_DAY * step for step in range(1, (end - start).days + 1))
        return sum(map(self.is_worked, days))
