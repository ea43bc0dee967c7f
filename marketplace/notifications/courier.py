"""The thread of the clock process that talks to the mail server, which may be slow or gone."""

from __future__ import annotations

import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connections

from .parts.sending import send_some

logger = logging.getLogger(__name__)
LONGEST_ROUND_SECONDS = 20.0

_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="courier")
_round: Future | None = None


def start_round() -> None:
    """Have what is due sent beside the pass, unless that is being done already."""
    global _round
    if _round is None or _round.done():
        _round = _thread.submit(make_round)


def make_round() -> None:
    """Send what is due, for a while; the next pass goes on."""
    ends = time.monotonic() + LONGEST_ROUND_SECONDS
    try:
        while send_some() and time.monotonic() < ends:
            continue
    except Exception:
        logger.exception("the courier stopped; the next pass sends another")
    finally:
        connections.close_all()
