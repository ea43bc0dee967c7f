"""The lamp of a service: a colour that follows from the facts, and is stored nowhere."""

from __future__ import annotations

from enum import StrEnum


class Lamp(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


def lamp(*, elapsed: int, allowed: int, yellow_percent: int, is_overdue: bool) -> Lamp:
    """Return red once the time is used up, yellow from a share of it on, else green.

    ``is_overdue`` says that the day which was pinned is over: a promise made by the
    calendar of that time is kept by it.
    """
    if is_overdue or elapsed >= allowed:
        return Lamp.RED
    if elapsed * 100 >= yellow_percent * allowed:
        return Lamp.YELLOW
    return Lamp.GREEN


def yellow_days(allowed: int, yellow_percent: int) -> int:
    """Return with how many working days taken the lamp turns yellow; at least one."""
    return max(1, -(-allowed * yellow_percent // 100))
