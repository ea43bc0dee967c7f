"""What the ground floor asks of itself: database, clock, listeners, disk."""

from __future__ import annotations

import shutil
import time

from django.db import connection

from .. import clock, conf
from ..listeners import listeners
from ..models import Cursor, Event, LogLeaf
from ..sequencer import BATCH
from ..sequencer import READER as SEQUENCER
from . import Health, HealthCheck
from .heartbeat import since_last_pass

PATIENCE_SECONDS = 2.0  # a monitor that waits longer has learnt enough
QUIET_SECONDS = 30  # the clock passes every second
LAG_SECONDS = 120  # a reader that has left something unread for longer is stuck
FREE_BYTES = 512 * 1024 * 1024
FREE_SHARE = 0.02


class DatabaseCheck(HealthCheck):
    """Does the database answer, and has it our tables?"""

    key = "database"

    def look(self) -> Health:
        began = time.monotonic()
        _take_connection()
        Cursor.objects.exists()
        took = round((time.monotonic() - began) * 1000)
        return Health(True, {"engine": connection.vendor, "answered_in_ms": took})


class ClockCheck(HealthCheck):
    """Does ``manage.py clock`` run? Without it nothing closes and nothing is decided."""

    key = "clock"

    def look(self) -> Health:
        passed = since_last_pass()
        if passed is None:
            return Health(False, {"last_pass_seconds": None}, "the clock has made no pass yet")
        seconds = round(passed.total_seconds(), 1)
        if seconds > QUIET_SECONDS:
            return Health(False, {"last_pass_seconds": seconds}, "the clock does not run")
        return Health(True, {"last_pass_seconds": seconds})


class ListenersCheck(HealthCheck):
    """Has every reader of the log read on? ``behind`` counts leaves, for the sequencer events."""

    key = "listeners"

    def look(self) -> Health:
        newest = dict(LogLeaf.objects.order_by("-index").values_list("index", "event_id")[:BATCH])
        leaves = max(newest) + 1 if newest else 0
        reached = dict(Cursor.objects.values_list("key", "next_index"))
        behind = {reader.key: leaves - reached.get(reader.key, 0) for reader in listeners}
        stuck = [key for key, count in behind.items() if count and _unread_for(reached, key)]
        unplaced = Event.objects.filter(pk__gt=max(newest.values(), default=0)).order_by("pk")
        behind[SEQUENCER] = unplaced.count()
        if behind[SEQUENCER] and _age(unplaced.first().at) > LAG_SECONDS:
            stuck.append(SEQUENCER)
        problem = f"not read on for {LAG_SECONDS} s: {', '.join(sorted(stuck))}" if stuck else ""
        return Health(not stuck, {"leaves": leaves, "behind": behind}, problem)


class DiskCheck(HealthCheck):
    """Is there room for what the site keeps outside its database?"""

    key = "disk"
    needs_database = False

    def look(self) -> Health:
        place = conf.state_dir().resolve()
        usage = shutil.disk_usage(next(p for p in (place, *place.parents) if p.exists()))
        enough = usage.free >= FREE_BYTES and usage.free / usage.total >= FREE_SHARE
        free = round(100 * usage.free / usage.total, 1)
        problem = "" if enough else "the disk of the state directory is almost full"
        return Health(enough, {"free_percent": free}, problem)


def _take_connection() -> None:
    """Take a connection from the pool, waiting less for it than a page would."""
    pool = getattr(connection, "pool", None)
    if pool is None or connection.connection is not None:
        return
    pool.open()
    with pool.connection(timeout=PATIENCE_SECONDS) as taken:
        taken.execute("SELECT 1")


def _unread_for(reached: dict[str, int], key: str) -> bool:
    """Return whether the first leaf that a reader has not read waits too long."""
    waiting = LogLeaf.objects.filter(index__gte=reached.get(key, 0)).order_by("index")
    first = waiting.values_list("event__at", flat=True).first()
    return first is not None and _age(first) > LAG_SECONDS


def _age(at) -> float:
    return (clock.now() - at).total_seconds()
