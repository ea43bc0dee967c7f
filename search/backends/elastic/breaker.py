"""Who remembers that a server failed, so that not every visitor finds out anew."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

PAUSE_SECONDS = 5.0  # a server that hangs costs the whole timeout each time it is asked


class Breaker:
    """Lets everybody through until one call fails; then one trial every few seconds."""

    def __init__(
        self, *, pause: float = PAUSE_SECONDS, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._pause = pause
        self._now = now
        self._lock = threading.Lock()
        self._next_trial: float | None = None
        self.reason = ""

    def __repr__(self) -> str:
        return f"<Breaker {'open: ' + self.reason if self.is_open else 'closed'}>"

    @property
    def is_open(self) -> bool:
        """Return whether the last that was heard of the server was a failure."""
        return self._next_trial is not None

    def lets_through(self) -> bool:
        """Say whether to ask the server now. Whoever makes a trial keeps the others out of it."""
        with self._lock:
            if self._next_trial is None:
                return True
            if self._now() < self._next_trial:
                return False
            self._next_trial = self._now() + self._pause
            return True

    def failed(self, reason: str) -> bool:
        """Note a failure, and return whether it is news."""
        with self._lock:
            is_news = self._next_trial is None or self.reason != reason
            self._next_trial = self._now() + self._pause
            self.reason = reason
            return is_news

    def succeeded(self) -> bool:
        """Note an answer, and return whether it is news."""
        with self._lock:
            is_news = self._next_trial is not None
            self._next_trial = None
            self.reason = ""
            return is_news
