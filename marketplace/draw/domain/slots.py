"""The public times at which draws are made, and the moments of one slot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

ONE_DAY = timedelta(days=1)
SEARCHED = 400  # days; no calendar leaves out so many


@dataclass(frozen=True, slots=True)
class Moments:
    """When a slot's list of draws is closed, when dice fall, and when the pool must be out."""

    cut_off: datetime
    opens_at: datetime
    closes_at: datetime
    publish_by: datetime

    @property
    def slot_id(self) -> str:
        """Return the public name: the moment at which the dice window closes, in UTC."""
        at = self.closes_at.astimezone(UTC)
        return at.strftime("S%Y%m%dT%H%M%SZ" if at.second else "S%Y%m%dT%H%MZ")


@dataclass(frozen=True)
class Grid:
    """Which slots there are: every so often, between two times of the day."""

    every: timedelta
    first: time
    last: time
    zone: tzinfo
    is_worked: Callable[[date], bool]
    window: timedelta
    lead: timedelta
    publish_within: timedelta

    def after(self, earliest: datetime) -> Moments:
        """Return the first slot whose list of draws is still open at, and after, ``earliest``."""
        closes_after = (earliest + self.lead + self.window).astimezone(self.zone)
        day = closes_after.date()
        for _day in range(SEARCHED):
            found = self._on(day, closes_after) if self.is_worked(day) else None
            if found is not None:
                return self._moments(found.astimezone(UTC))
            day += ONE_DAY
        raise ValueError("the grid of slots has no slot")

    def _on(self, day: date, closes_after: datetime) -> datetime | None:
        start = datetime.combine(day, self.first, self.zone)
        steps = max((closes_after - start) // self.every + 1, 0)
        at = start + steps * self.every
        return at if at.date() == day and at.time() <= self.last else None

    def _moments(self, closes_at: datetime) -> Moments:
        opens_at = closes_at - self.window
        return Moments(opens_at - self.lead, opens_at, closes_at, closes_at + self.publish_within)
