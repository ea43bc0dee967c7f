"""100,000 due dates on a hall's calendar, with the rate at which they are found.

Promises of 1 to 60 working days, begun on any day of three years, one in three with pauses;
each is counted back, so that a fast wrong answer is no answer. Run by ``make bench``.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from functools import partial

from marketplace.calendar import OFFICIAL
from marketplace.kernel.calendar import ONE_DAY, WorkingDays
from procurement.contracts.domain.stopwatch import Stopwatch

COUNT = 100_000
FIRST = dt.date(2024, 1, 1)
YEARS = 3 * 365
SEED = 49
CHECKED = 1000


def stopwatches(count: int) -> list[tuple[Stopwatch, int]]:
    """Return so many services with the working days that each of them may take."""
    chance = random.Random(SEED)  # noqa: S311 -- makes a bench's input
    own = {FIRST + ONE_DAY * chance.randrange(YEARS): chance.random() < 0.5 for _day in range(20)}
    calendar = WorkingDays(partial(_is_worked, own))
    return [_one(chance, calendar) for _each in range(count)]


def _is_worked(own: dict[dt.date, bool], day: dt.date) -> bool:
    return own.get(day, OFFICIAL.is_worked(day))


def _one(chance: random.Random, calendar: WorkingDays) -> tuple[Stopwatch, int]:
    start = FIRST + ONE_DAY * chance.randrange(YEARS)
    rests, day = [], start
    for _pause in range(chance.choice((0, 0, 1, 2)) if chance.random() < 0.5 else 0):
        begin = day + ONE_DAY * chance.randrange(15)
        day = begin + ONE_DAY * chance.randrange(10)
        rests.append((begin, day))
    return Stopwatch(start, tuple(rests), calendar), chance.randint(1, 60)


def run(count: int = COUNT) -> str:
    """Return a line with the rate.

    Raises:
        AssertionError: where a due date does not hold what was allowed.
    """
    services = stopwatches(count)
    begin = time.perf_counter()
    found = [watch.due(allowed) for watch, allowed in services]
    seconds = time.perf_counter() - begin
    for (watch, allowed), due in list(zip(services, found, strict=True))[:CHECKED]:
        if (watch.elapsed(due), watch.elapsed(due + ONE_DAY)) != (allowed - 1, allowed):
            raise AssertionError(f"{due} is not the day for {allowed} days from {watch.start}")
    return f"{count:,} due dates in {seconds:.2f} s: {count / seconds:,.0f} a second"


if __name__ == "__main__":
    print(run())
