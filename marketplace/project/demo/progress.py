"""How far the making of a world has come, on one line of a terminal."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TextIO

from django.utils import timezone

from .days import midnight

WIDTH = 30
FIRST, BUSY = timedelta(days=880), timedelta(days=75)  # before today: firms come, and notices
SHARE_OF_FIRMS = 0.25
EVERY = 20  # deeds


class Bar:
    """A bar that grows with the story's time; on anything but a terminal it says nothing."""

    def __init__(self, terminal: TextIO, label: str, *, today: date) -> None:
        self.terminal, self.label, self.today = terminal, label, midnight(today)
        self._told = 0

    def __call__(self, at: datetime) -> None:
        """Hear of a deed at that moment of the story."""
        self._told += 1
        if self._told % EVERY == 0 and self.terminal.isatty():
            share = self.share(at)
            done = round(share * WIDTH)
            bar = "█" * done + "░" * (WIDTH - done)
            day = timezone.localdate(at)
            self._write(f"\r{self.label}{bar} {share:4.0%}  {day}")

    def share(self, at: datetime) -> float:
        """Return which part of the work is done when the story has come to that moment."""
        if at < self.today - BUSY:
            passed = (at - (self.today - FIRST)) / (FIRST - BUSY)
            return max(passed, 0) * SHARE_OF_FIRMS
        passed = 1 - (self.today - at) / BUSY
        return SHARE_OF_FIRMS + min(passed, 1) * (1 - SHARE_OF_FIRMS)

    def finish(self) -> None:
        """Leave the line as it was before the bar."""
        if self._told >= EVERY and self.terminal.isatty():
            self._write(f"\r\x1b[K{self.label}")

    def _write(self, text: str) -> None:
        self.terminal.write(text)
        self.terminal.flush()
