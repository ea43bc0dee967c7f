import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.calendar import OFFICIAL, end_of_working_day, is_worked
from marketplace.kernel.calendar import WorkingDays, is_weekday
from tests.factories import NOON

PLAIN = WorkingDays()
HOLIDAY = {dt.date(2026, 3, 3)}
WITH_HOLIDAY = WorkingDays(lambda day: is_weekday(day) and day not in HOLIDAY)

days = st.dates(dt.date(2000, 1, 1), dt.date(2040, 1, 1))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-03-02", 0, "2026-03-02"),
        ("2026-03-02", 1, "2026-03-03"),  # the day of the start is not counted
        ("2026-03-06", 1, "2026-03-09"),  # Friday to Monday
        ("2026-03-07", 1, "2026-03-09"),
        ("2026-03-02", 5, "2026-03-09"),
        ("2026-03-02", 20, "2026-03-30"),
    ],
)
def test_working_days_are_counted_from_the_next_one(start, count, end):
    assert PLAIN.after(dt.date.fromisoformat(start), count).isoformat() == end


def test_a_holiday_is_not_counted():
    assert WITH_HOLIDAY.after(dt.date(2026, 3, 2), 1) == dt.date(2026, 3, 4)
    assert WITH_HOLIDAY.between(dt.date(2026, 3, 2), dt.date(2026, 3, 4)) == 1


def test_a_promise_does_not_fall_due_before_it_is_made():
    with pytest.raises(ValueError, match="before it is made"):
        PLAIN.after(dt.date(2026, 3, 2), -1)


@given(days, st.integers(0, 60))
def test_counting_there_and_back_agrees(start, count):
    assert PLAIN.between(start, PLAIN.after(start, count)) == count


def test_nothing_lies_between_a_day_and_an_earlier_one():
    assert PLAIN.between(dt.date(2026, 3, 9), dt.date(2026, 3, 2)) == 0


def test_official_holidays_and_make_up_days_count():
    assert not is_worked(dt.date(2025, 10, 1))  # National Day, a Wednesday
    assert is_worked(dt.date(2025, 9, 28))  # a Sunday that is worked instead


def test_a_year_that_is_not_published_yet_goes_by_weekdays():
    assert is_worked(dt.date(2090, 10, 2))  # a Monday
    assert not is_worked(dt.date(2090, 10, 1))
    assert OFFICIAL.after(dt.date(2090, 10, 2), 5) == dt.date(2090, 10, 9)


def test_a_promise_is_kept_until_midnight_in_beijing():
    end = end_of_working_day(NOON, 1)

    assert end == dt.datetime(2026, 3, 3, 16, tzinfo=dt.UTC)
