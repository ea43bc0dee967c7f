"""The clock's sign of life: a small file, because a row written every second would be a burden."""

from __future__ import annotations

import logging
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.db import Error as DatabaseFailure
from django.utils.dateparse import parse_datetime

from .. import clock, conf
from ..kernel.canonical import stamp
from ..sequencer import log_id

logger = logging.getLogger(__name__)
FILE = "clock_passed_at"


def beat() -> None:
    """Note that the clock has just made a pass; the clock goes on where that fails."""
    try:
        _beat()
    except (DatabaseFailure, OSError) as error:
        logger.warning("the clock's pass could not be noted: %s", error)


def _beat() -> None:
    folder = _folder()
    if folder is None:  # before the log has a name there is nothing to pass over
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=folder, prefix=f".{FILE}.", delete=False) as draft:
        draft.write(stamp(_real_now()))
    Path(draft.name).replace(folder / FILE)


def since_last_pass() -> timedelta | None:
    """Return how long ago the clock made its last pass; None where none is known."""
    folder = _folder()
    try:
        at = parse_datetime((folder / FILE).read_text()) if folder else None
    except (OSError, ValueError):
        return None
    return at and _real_now() - at


def _folder() -> Path | None:
    name = log_id()
    return name and conf.state_dir() / name


def _real_now() -> datetime:
    """Return the world's time: a demonstration's may jump forward between two looks."""
    return clock.now() - conf.clock_offset()
