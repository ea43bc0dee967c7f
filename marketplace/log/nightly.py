"""The log verified every night, a little at each pass of the clock."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

from .. import clock
from ..kernel.canonical import stamp
from .parts import NoSigner
from .parts.keys import folder, write_over
from .verification import Bad, Verification

logger = logging.getLogger(__name__)
HOUR = 3
SECONDS_A_PASS = 0.2  # the clock has other duties
FILE = "verified.json"


class Night(NamedTuple):
    """A verification that is under way: of which log, and how far it is."""

    log: Path
    verification: Verification
    steps: Iterator[int]


_under_way: Night | None = None


def verify_at_night(at: datetime) -> None:
    """Go on with tonight's verification; only where the time is the world's own."""
    if clock.is_real():
        go_on(at)


def go_on(at: datetime) -> None:
    """Take some steps of tonight's verification, and write down the result at its end."""
    global _under_way
    night = _under_way or _begun(at)
    if night is None or night.log != _folder():
        _under_way = None
        return
    _under_way, until = night, time.monotonic() + SECONDS_A_PASS
    try:
        for _reached in night.steps:
            if time.monotonic() > until:
                return
    except Bad as error:
        logger.critical("the log does not hold: %s", error)
        _write(at, size=night.verification.size, problem=str(error))
    else:
        _write(at, size=night.verification.size, problem="")
    _under_way = None


def _begun(at: datetime) -> Night | None:
    if not is_due(at):
        return None
    verification = Verification()
    return Night(folder(), verification, verification.steps())


def is_due(at: datetime) -> bool:
    """Return whether tonight's verification is still to be done; never before three o'clock."""
    done, local = last_verified(), timezone.localtime(at)
    if local.hour < HOUR:
        return False
    if _folder() is None:
        return False
    return done is None or done["day"] != local.date().isoformat()


def last_verified() -> dict | None:
    """Return when the log was last verified and what came of it, or None."""
    try:
        return json.loads((folder() / FILE).read_text())
    except (OSError, ValueError, NoSigner):
        return None


def _folder() -> Path | None:
    try:
        return folder()
    except NoSigner:
        return None


def _write(at: datetime, *, size: int, problem: str) -> None:
    day = timezone.localdate(at).isoformat()
    told = {"day": day, "at": stamp(at), "size": size, "problem": problem}
    write_over(folder() / FILE, json.dumps(told).encode())
