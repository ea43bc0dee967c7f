"""The child process of the clock that keeps the cluster up to date.

A cluster may hang for as long as it likes, and a province's index takes minutes to make: neither
may hold up the clock, which closes notices. The child ends when its input ends, that is
with the clock, once it has finished what it was at.
"""

from __future__ import annotations

import fcntl
import logging
import math
import os
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from marketplace import conf as site

from ... import conf

logger = logging.getLogger(__name__)
COMMAND = "search_relay"
REST_SECONDS = 10.0  # before a child that ended is followed by another

_child: subprocess.Popen | None = None
_started_at = -math.inf  # by the process's own clock


def keep_running(at) -> None:
    """Start the child where a cluster is set up and no other process looks after it."""
    global _child, _started_at
    if not conf.elasticsearch_url():
        return
    if _child is not None and _child.poll() is not None:
        logger.warning("search: the relay ended with %d", _child.returncode)
        _child.stdin.close()
        _child = None
    rests = time.monotonic() - _started_at < REST_SECONDS
    if _child is None and not rests and not is_running():
        _started_at = time.monotonic()
        _child = subprocess.Popen(  # noqa: S603 -- our own command, our own interpreter
            [sys.executable, "-m", "django", COMMAND],
            stdin=subprocess.PIPE,
            env=os.environ | _surroundings(),
        )


def _surroundings() -> dict[str, str]:
    """Return by what the child finds the same settings and the same code."""
    return {
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(Path.cwd()), *sys.path])),
    }


def is_running() -> bool:
    """Return whether a relay of this site works: then it holds the lock."""
    with lock_file().open("a") as mine:
        try:
            fcntl.flock(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def lock_file() -> Path:
    """Return the file that the relay of this site holds."""
    folder = site.state_dir() / "search"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{conf.elasticsearch_index()}.relay"
