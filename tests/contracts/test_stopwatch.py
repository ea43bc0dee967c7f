"""The service clock counts whole working days, and agrees with a count day by day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.calendar import OFFICIAL
from marketplace.kernel.calendar import WorkingDays
from procurement.contracts.domain.stopwatch import Stopwatch
from tests.bench.due_dates import run

MONDAY = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)


def days(*numbers):
    """Return days of March 2026."""
    return tuple(number and dt.date(2026, 3, number) for number in numbers)


def watch(*rests, start=MONDAY, calendar=OFFICIAL):
    return Stopwatch(start, tuple(days(*rest) for rest in rests), calendar)


def test_the_day_of_the_start_is_not_counted():
    assert [watch().elapsed(MONDAY + each * DAY) for each in range(4)] == [0, 0, 1, 2]


def test_a_service_of_five_days_from_a_monday_is_due_on_the_next_monday():
    assert watch().due(5) == dt.date(2026, 3, 9)


def test_all_days_have_elapsed_when_the_day_after_the_due_day_begins():
    due = watch().due(5)

    assert (watch().elapsed(due), watch().elapsed(due + DAY)) == (4, 5)


@pytest.mark.parametrize(
    ("rests", "due"),
    [
        ([(4, 4)], 9),  # some hours inside a day cost nothing
        ([(4, 5)], 10),  # over one midnight: one day
        ([(4, 6)], 11),
        ([(6, 9)], 10),  # from Friday to Monday: Friday only
        ([(7, 8)], 9),  # over a Saturday night: nothing
        ([(4, 4), (4, 5)], 10),  # resumed and paused again on one day
        ([(4, 5), (5, 6)], 11),
        ([(2, 3)], 9),  # the night after the start was never counted
    ],
)
def test_a_rest_costs_the_working_days_at_whose_ends_it_lasts(rests, due):
    assert watch(*rests).due(5) == dt.date(2026, 3, due)


def test_while_the_clock_rests_nobody_knows_the_due_day():
    resting = watch((4, None))

    assert resting.is_resting()
    assert resting.due(5) is None
    assert resting.elapsed(dt.date(2026, 3, 31)) == 1


def test_national_day_week_is_not_counted_and_its_make_up_days_are():
    service = Stopwatch(dt.date(2026, 9, 30), (), OFFICIAL)

    assert service.due(1) == dt.date(2026, 10, 8)
    assert service.due(3) == dt.date(2026, 10, 10)  # a Saturday that is worked


def test_spring_festival_moves_the_due_day():
    service = Stopwatch(dt.date(2026, 2, 13), (), OFFICIAL)

    assert service.due(1) == dt.date(2026, 2, 14)  # a Saturday that is worked
    assert service.due(2) == dt.date(2026, 2, 24)


def test_a_year_that_nobody_has_published_counts_monday_to_friday():
    service = Stopwatch(dt.date(2090, 9, 29), (), OFFICIAL)  # a Friday

    assert service.due(3) == dt.date(2090, 10, 4)


def test_a_promise_of_no_days_is_a_mistake():
    with pytest.raises(ValueError, match="at least one day"):
        watch().due(0)


# --- any story of a service, counted twice

HOURS = st.integers(min_value=0, max_value=40)
DEEDS = st.lists(
    st.tuples(st.sampled_from(["pause", "resume", "submit", "return", "extend"]), HOURS),
    max_size=30,
)
HOLIDAYS = st.frozensets(st.integers(min_value=0, max_value=60), max_size=20)
START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def told(deeds):
    """Run the deeds that are possible; return rests, the running state each hour, and days."""
    at, rests, since, running, granted = START, [], None, [], 0
    for deed, hours in deeds:
        running += [(at + dt.timedelta(hours=each), since is None) for each in range(hours)]
        at += dt.timedelta(hours=hours)
        if deed in ("pause", "submit") and since is None:
            since = at
        elif deed in ("resume", "return") and since is not None:
            rests.append((since.date(), at.date()))
            since = None
        elif deed == "extend":
            granted += 1
    if since is not None:
        rests.append((since.date(), None))
    return at, tuple(rests), running, granted


def counted_hour_by_hour(running, is_worked, until):
    """Count the days after the first in whose last hour the clock ran; knows no stopwatch."""
    return sum(
        1
        for moment, runs in running
        if moment.hour == 23
        and runs
        and START.date() < moment.date() < until
        and is_worked(moment.date())
    )


@given(DEEDS, HOLIDAYS)
def test_any_story_has_the_elapsed_days_of_a_count_hour_by_hour(deeds, holidays):
    def is_worked(day):
        return (day - START.date()).days not in holidays and day.weekday() < 6

    at, rests, running, granted = told(deeds)
    service = Stopwatch(START.date(), rests, WorkingDays(is_worked))

    elapsed = service.elapsed(at.date())

    assert elapsed == counted_hour_by_hour(running, is_worked, at.date())
    due = service.due(5 + granted)
    assert (due is None) == service.is_resting()
    if due is not None:
        assert service.elapsed(due) == 4 + granted
        assert service.elapsed(due + DAY) == 5 + granted
        assert (elapsed >= 5 + granted) == (at.date() > due)


def test_the_bench_of_due_dates_checks_what_it_finds():
    assert run(500).startswith("500 due dates in ")
