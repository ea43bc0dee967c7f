"""The one context in which a command changes anything."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _

from .kernel.refusal import Refusal

PAUSE_SECONDS = 0.005
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code; SQLite's begin with SQLITE_BUSY

_patience_seconds = 30.0


def set_patience(seconds: float) -> None:
    """Have this process wait at most so long for a lock. The clock is less patient than a page."""
    global _patience_seconds
    _patience_seconds = seconds


@contextmanager
def command() -> Iterator[None]:
    """Hold a durable transaction: all of what is done inside is kept, or nothing.

    On SQLite one file lock a database is taken first, because SQLite's own lock starves
    writers under load and ``BEGIN IMMEDIATE`` would hold the database while waiting.

    Raises:
        Refusal: ``site.busy`` when a lock is not free in time (30 s; the clock: 0.5 s).
        RuntimeError: inside another transaction, where durability cannot be promised.
    """
    with _turn(), _busy_as_refusal():
        if connection.vendor == "sqlite":
            _execute(f"PRAGMA busy_timeout = {_patience_milliseconds()}")
        with transaction.atomic(durable=True):
            if connection.vendor == "postgresql":
                _execute(f"SET LOCAL lock_timeout = {_patience_milliseconds()}")
            yield


def _patience_milliseconds() -> int:
    return int(_patience_seconds * 1000)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _busy_as_refusal() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        postgresql = getattr(error.__cause__, "sqlstate", None) == LOCK_NOT_AVAILABLE
        sqlite = getattr(error.__cause__, "sqlite_errorname", "").startswith("SQLITE_BUSY")
        if postgresql or sqlite:
            raise _busy() from error
        raise


@contextmanager
def _turn() -> Iterator[None]:
    """Hold the database's file lock; not inside a transaction, where a command refuses anyway."""
    name = str(connection.settings_dict["NAME"])
    in_memory = ":memory:" in name or "mode=memory" in name
    if connection.vendor != "sqlite" or in_memory or connection.in_atomic_block:
        yield
        return
    with Path(f"{name}.lock").open("a") as lock:
        _take(lock)
        yield


def _take(lock) -> None:
    deadline = time.monotonic() + _patience_seconds
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise _busy() from None
            time.sleep(PAUSE_SECONDS)
        else:
            return


def _busy() -> Refusal:
    return Refusal(
        "site.busy",
        _("Nothing was changed: too many people are writing at this moment."),
        _("Send it again in a minute."),
    )
