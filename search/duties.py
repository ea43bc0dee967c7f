"""What the clock owes the index: rows that wait, and sources that tell of no events."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date

from django.utils import timezone

from marketplace.transaction import command

from .backends.base import EngineDown
from .checking import mend
from .models import Waiting
from .registry import engine
from .relay import Relay

PORTION = 200  # rows a pass: the clock has other duties
EVERY_SECONDS = 60

_compared_at = 0.0  # by the process's own clock
_seen: date | None = None  # the last day that this process has seen


def look_at_rows_that_wait(at) -> None:
    """Bring some of the rows up to date that changed too many at once."""
    if not Waiting.objects.filter(index="database").exists():
        return
    relay = Relay(engine("database"))
    with suppress(EngineDown), command():  # without an index they wait on
        relay.work_off(PORTION)


def see_the_day_turn(at) -> None:
    """Look again at what a new day changes by itself, once a day and after each start."""
    global _seen
    day = timezone.localdate(at)
    if day == _seen:
        return
    relay = Relay(engine("database"))
    try:
        relay.engine.require()
    except EngineDown:
        return
    with command():
        relay.turn(relay.engine, day)
    _seen = day


def compare_quiet_sources(at) -> None:
    """Compare the rows of sources that hear no events with the index, once a minute."""
    global _compared_at
    if time.monotonic() - _compared_at < EVERY_SECONDS:
        return
    _compared_at = time.monotonic()
    relay = Relay(engine("database"))
    quiet = [source for source in relay.sources if not source.heard]
    try:
        relay.engine.require()
    except EngineDown:
        return
    for source in quiet:
        mend(relay, source)
