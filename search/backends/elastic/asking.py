"""How a page asks the cluster: with little patience, and not at all while it is known to fail."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from elasticsearch import Elasticsearch

from ... import conf
from .client import breaker, for_pages
from .faults import MISREAD, Unavailable, told_apart
from .state import standing

logger = logging.getLogger(__name__)
LOOKED_AT_SECONDS = 60.0  # for so long an index that was ours and whole is taken to be so still

_looked_at: dict[tuple[str, str, str], float] = {}


@contextmanager
def asked(*, schema: str) -> Iterator[Elasticsearch]:
    """Give the client for one question.

    Raises:
        Unavailable: at once after a recent failure, else for whatever goes wrong inside.
    """
    guard = breaker()
    if not guard.lets_through():
        raise Unavailable(guard.reason)
    try:
        with told_apart():
            client = for_pages()
            _look(client, schema)
            yield client
    except Unavailable as problem:
        if problem.reason == MISREAD:  # that question's fault and not the cluster's
            raise
        forget()
        if guard.failed(problem.reason):
            logger.warning("search: %s; the database answers", problem)
        raise
    if guard.succeeded():
        logger.warning("search: Elasticsearch answers again")


def forget() -> None:
    """Have the next question look at the index first."""
    _looked_at.clear()


def _look(client: Elasticsearch, schema: str) -> None:
    """Make sure now and then that the index is ours, whole and of this version."""
    key = conf.elasticsearch_url(), conf.elasticsearch_index(), schema
    looked_at = _looked_at.get(key)
    if looked_at is None or time.monotonic() - looked_at > LOOKED_AT_SECONDS:
        standing(client, schema=schema)
        _looked_at[key] = time.monotonic()
