"""The clock of a service: which whole working days it has taken, and when it falls due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from marketplace.kernel.calendar import ONE_DAY, WorkingDays

Rest = tuple[date, date | None]  # from a day, to the day on which the clock goes on, if it does


@dataclass(frozen=True)
class Stopwatch:
    """Counts the whole working days of one service, on one calendar.

    The day of the start is not counted; a working day counts if the clock runs at its end
    (24:00). ``rests`` are the times in which it stands, as days: pauses, and from a
    submission to its return. A rest of a few hours costs nothing, one over midnight costs
    the days at whose ends it lasted.
    """

    start: date
    rests: tuple[Rest, ...] = ()
    calendar: WorkingDays = field(default_factory=WorkingDays)

    def counts(self, day: date) -> bool:
        """Return whether the day is one of those that the service has taken, once it is over."""
        return day > self.start and self.calendar.is_worked(day) and not self._rests_after(day)

    def elapsed(self, today: date) -> int:
        """Return how many counted days are over when ``today`` begins."""
        days = (self.start + ONE_DAY * step for step in range(1, (today - self.start).days))
        return sum(map(self.counts, days))

    def is_resting(self) -> bool:
        """Return whether the clock stands, and nobody knows until when."""
        return any(end is None for _begin, end in self.rests)

    def due(self, allowed: int) -> date | None:
        """Return the day at whose end ``allowed`` counted days are over; None while it rests.

        Raises:
            ValueError: for less than one day.
        """
        if allowed < 1:
            raise ValueError("a service takes at least one day")
        if self.is_resting():
            return None
        day, left = self.start, allowed
        while left:
            day += ONE_DAY
            left -= self.counts(day)
        return day

    def _rests_after(self, day: date) -> bool:
        return any(begin <= day and (end is None or end > day) for begin, end in self.rests)
