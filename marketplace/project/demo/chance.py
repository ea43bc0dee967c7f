"""Chance for the demonstration: every byte follows from the names it is called by."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of bytes that looks random and is the same each time for the same names.

    Called with a count it stands in for ``marketplace.clock.fresh_bytes``; the other
    methods cast the invented city. Two streams of different names share nothing.
    """

    def __init__(self, *names: str) -> None:
        self._key = hashlib.shake_256("\0".join(("demo", *names)).encode()).digest(32)
        self._calls = 0

    def __call__(self, count: int) -> bytes:
        self._calls += 1
        return hashlib.shake_256(self._key + self._calls.to_bytes(8)).digest(count)

    def below(self, limit: int) -> int:
        """Return a whole number from 0 up to, and without, the limit."""
        return int.from_bytes(self(32)) % limit

    def between(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def happens(self, percent: int) -> bool:
        """Return whether something comes to pass that does so in so many of 100 cases."""
        return self.below(100) < percent

    def pick(self, things: Sequence[T]) -> T:
        """Return one of the things, each as likely as the others."""
        return things[self.below(len(things))]

    def weighted(self, things: Sequence[dict]) -> dict:
        """Return one of the things by the weights that they name themselves."""
        ticket = self.below(sum(each["weight"] for each in things))
        for each in things:
            ticket -= each["weight"]
            if ticket < 0:
                return each
        raise AssertionError("the weights sum to more than the tickets")

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """Return so many different ones of the things, in an order of chance."""
        left = list(things)
        return [left.pop(self.below(len(left))) for _step in range(min(count, len(left)))]
