"""A bar on the terminal that says how far a long deed is."""

from __future__ import annotations

import time
from typing import TextIO

WIDTH = 30
PAUSE_SECONDS = 0.2


class Bar:
    """Draws itself anew in one line of a terminal; elsewhere it is silent until the end."""

    def __init__(self, out: TextIO, total: int, label: str) -> None:
        self.out = out
        self.total = max(total, 1)
        self.label = label
        self.done = 0
        self.began = self.drawn = time.monotonic()
        self.is_shown = bool(getattr(out, "isatty", lambda: False)())

    def __call__(self, done: int) -> None:
        self.done = done
        if self.is_shown and time.monotonic() - self.drawn > PAUSE_SECONDS:
            self.drawn = time.monotonic()
            self.out.write("\r" + self._line())
            self.out.flush()

    def end(self) -> str:
        """Take the bar away and return what it came to."""
        if self.is_shown:
            self.out.write("\r\x1b[K")
        seconds = time.monotonic() - self.began
        return (
            f"{self.done:,} documents in {seconds:.1f} s ({self.done / max(seconds, 0.001):,.0f}/s)"
        )

    def _line(self) -> str:
        share = min(self.done / self.total, 1)
        filled = "█" * round(share * WIDTH)
        return f"{self.label} [{filled:<{WIDTH}}] {share:4.0%} {self.done:,}"
