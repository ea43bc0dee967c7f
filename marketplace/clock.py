"""The one door through which the outside world's time and chance come in."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone

from . import conf
from .kernel.seed import Seed

_now: Callable[[], datetime] = timezone.now
_randomness: Callable[[int], bytes] = secrets.token_bytes
_offset: Callable[[], timedelta] = conf.clock_offset


def now() -> datetime:
    """Return the present. Called by middleware, duties and commands; never by rules."""
    return shifted(_now())


def shifted(at: datetime) -> datetime:
    """Return a moment of the outside world on the site's clock (a demo's may run ahead)."""
    return at + _offset()


def is_real() -> bool:
    """Return whether the time is the outside world's, not that of a story or a test."""
    return _now is timezone.now


def fresh_bytes(count: int) -> bytes:
    """Return that many bytes of new randomness."""
    return _randomness(count)


def fresh_seed() -> Seed:
    """Return new randomness for one decision, from the operating system."""
    return Seed(fresh_bytes(32), source="os")


@contextmanager
def using(
    *,
    now: Callable[[], datetime] | None = None,
    randomness: Callable[[int], bytes] | None = None,
    offset: Callable[[], timedelta] | None = None,
) -> Iterator[None]:
    """Let another source of time or chance stand in: for the demo world and for tests.

    ``offset`` stands in for how far the site's clock runs ahead of the outside world's.
    """
    global _now, _randomness, _offset  # one door a process, threads included
    before = _now, _randomness, _offset
    _now, _randomness, _offset = now or _now, randomness or _randomness, offset or _offset
    try:
        yield
    finally:
        _now, _randomness, _offset = before
