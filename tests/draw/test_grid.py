"""Which slot comes next: every half hour of a working day, in Beijing time."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from marketplace.calendar import is_worked
from marketplace.draw.domain.slots import Grid

BEIJING = ZoneInfo("Asia/Shanghai")
MINUTE = dt.timedelta(minutes=1)
GRID = Grid(
    every=30 * MINUTE,
    first=dt.time(9),
    last=dt.time(17),
    zone=BEIJING,
    is_worked=is_worked,
    window=2 * MINUTE,
    lead=MINUTE,
    publish_within=dt.timedelta(seconds=10),
)


def beijing(day: int, hour: int, minute: int = 0, second: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, second, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("earliest", "slot_id"),
    [
        (beijing(2, 9, 41), "S20261102T0200Z"),
        (beijing(2, 9, 56, 59), "S20261102T0200Z"),
        (beijing(2, 9, 57), "S20261102T0230Z"),  # its list closes at this very moment
        (beijing(2, 3), "S20261102T0100Z"),
        (beijing(2, 16, 50), "S20261102T0900Z"),
        (beijing(2, 17), "S20261103T0100Z"),
        (beijing(6, 17), "S20261109T0100Z"),  # Friday evening
        (beijing(7, 12), "S20261109T0100Z"),
    ],
)
def test_the_first_slot_whose_list_is_open(earliest, slot_id):
    assert GRID.after(earliest).slot_id == slot_id


def test_the_moments_of_a_slot():
    moments = GRID.after(beijing(2, 9, 41))

    assert (moments.cut_off, moments.opens_at) == (beijing(2, 9, 57), beijing(2, 9, 58))
    assert (moments.closes_at, moments.publish_by) == (beijing(2, 10), beijing(2, 10, 0, 10))


def test_a_slot_between_two_minutes_has_its_seconds_in_its_name():
    quarter = replace(GRID, every=MINUTE / 4)

    assert quarter.after(beijing(2, 10, 0, 1)).slot_id == "S20261102T020315Z"
    assert quarter.after(beijing(2, 9, 59, 50)).slot_id == "S20261102T0203Z"
