"""All checks asked once, at most every second, however many ask."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Collection

from django.db import Error as DatabaseFailure

from . import Health, HealthCheck, health_checks

logger = logging.getLogger(__name__)
KEPT_SECONDS = 1.0
DATABASE = "database"

_lock = threading.Lock()
_kept: tuple[float, dict] | None = None


def health_report() -> dict:
    """Return ``status`` (``ok`` or ``failing``) and what every check told; kept for a second."""
    global _kept
    with _lock:
        now = time.monotonic()
        if _kept is None or now - _kept[0] > KEPT_SECONDS:
            report = look_at_everything()
            _kept = time.monotonic(), report
        return _kept[1]


def forget() -> None:
    """Have the next report look anew."""
    global _kept
    _kept = None


def look_at_everything(only: Collection[str] = ()) -> dict:
    """Return a new report, of some checks only where their keys are given."""
    wanted = [check for check in health_checks if not only or check.key in only]
    found: dict[str, Health] = {}
    answers = True
    if any(check.needs_database for check in wanted):
        first = _look(health_checks.get(DATABASE))
        answers = first.ok
        if not only or DATABASE in only or not answers:
            found[DATABASE] = first
    for check in wanted:
        if check.key in found:
            continue
        if check.needs_database and not answers:
            found[check.key] = Health(False, {}, "not known: the database does not answer")
        else:
            found[check.key] = _look(check)
    well = all(health.ok for health in found.values())
    return {
        "status": "ok" if well else "failing",
        "checks": {key: _told(health) for key, health in sorted(found.items())},
    }


def _look(check: type[HealthCheck]) -> Health:
    """Return what a check found. Why one broke stays in the log of the server."""
    try:
        return check().look()
    except DatabaseFailure as error:
        logger.error("health: %s: %s", check.key, str(error).strip())
        problem = "the database does not answer, or its tables are missing"
        return Health(False, {}, problem)
    except Exception:
        logger.exception("health: the check %s broke", check.key)
        return Health(False, {}, "the check itself broke; the server's log says how")


def _told(health: Health) -> dict:
    told = {"ok": health.ok, **health.facts}
    return told if health.ok else told | {"problem": health.problem}
