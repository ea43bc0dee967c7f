"""How many stories are told at once: each says when its next deed is, and all wait in line."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime

Story = Iterator[datetime]  # does its next deed, and yields the moment of the one after it


class Timeline:
    """The past of an invented city, told in the order of time.

    ``now`` is the moment that has come; ``marketplace.clock`` is given it to read.
    """

    def __init__(self, *, start: datetime) -> None:
        self.now = start
        self.write: Callable[[], object] = lambda: None
        self._agenda: list[tuple[datetime, int, Story, bool]] = []
        self._told = 0

    def tell(self, story: Story, *, gathers: bool = False) -> None:
        """Put a story in line. What it does before its first yield is done at once.

        The deeds of one that ``gathers`` are stored by ``write``, before any other story goes on.
        """
        self._wait_for_next(story, gathers)

    def run(self, *, until: datetime) -> Iterator[datetime]:
        """Do every deed up to ``until``, yielding its moment; what lies beyond is dropped."""
        while self._agenda and self._agenda[0][0] <= until:
            moment, _place, story, gathers = heapq.heappop(self._agenda)
            self.now = max(self.now, moment)
            if not gathers:
                self.write()
            self._wait_for_next(story, gathers)
            yield self.now
        self.write()
        self.now = until

    def _wait_for_next(self, story: Story, gathers: bool) -> None:
        moment = next(story, None)
        if moment is not None:
            self._told += 1
            heapq.heappush(self._agenda, (moment, self._told, story, gathers))
