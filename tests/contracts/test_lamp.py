"""The lamp follows from four figures, and from nothing that is stored."""

import pytest

from procurement.contracts.domain.lamp import Lamp, lamp


@pytest.mark.parametrize(
    ("elapsed", "allowed", "percent", "colour"),
    [
        (0, 10, 80, Lamp.GREEN),
        (7, 10, 80, Lamp.GREEN),
        (8, 10, 80, Lamp.YELLOW),
        (9, 10, 80, Lamp.YELLOW),
        (10, 10, 80, Lamp.RED),
        (11, 10, 80, Lamp.RED),
        (3, 4, 80, Lamp.GREEN),  # 75 %
        (4, 5, 80, Lamp.YELLOW),
        (0, 1, 80, Lamp.GREEN),
        (1, 1, 80, Lamp.RED),
        (5, 10, 50, Lamp.YELLOW),
        (4, 10, 50, Lamp.GREEN),
    ],
)
def test_yellow_from_a_share_of_the_time_and_red_when_it_is_used_up(
    elapsed, allowed, percent, colour
):
    shown = lamp(elapsed=elapsed, allowed=allowed, yellow_percent=percent, is_overdue=False)

    assert shown == colour


def test_red_once_the_pinned_day_is_over_whatever_is_counted():
    assert lamp(elapsed=1, allowed=10, yellow_percent=80, is_overdue=True) == Lamp.RED
