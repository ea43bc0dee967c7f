"""The connection to the cluster: one a process, as patient as its caller."""

from __future__ import annotations

import json
from functools import lru_cache

from elasticsearch import Elasticsearch

from ... import conf
from .breaker import Breaker

BULK_SECONDS = 60.0


def for_pages() -> Elasticsearch:
    """Return a client that waits no longer than a page may."""
    return _connected().options(request_timeout=conf.elasticsearch_timeout())


def for_work() -> Elasticsearch:
    """Return a client for what nobody waits for."""
    return _connected().options(request_timeout=BULK_SECONDS)


def breaker() -> Breaker:
    """Return who remembers, in this process, how the cluster was last heard of."""
    return _breaker(conf.elasticsearch_url(), conf.elasticsearch_index())


def _connected() -> Elasticsearch:
    return _client(
        conf.elasticsearch_url(), json.dumps(conf.elasticsearch_options(), sort_keys=True)
    )


@lru_cache(maxsize=8)
def _client(url: str, options: str) -> Elasticsearch:
    """Return the client of a cluster. It never asks twice: a visitor would wait for it."""
    return Elasticsearch(url, max_retries=0, retry_on_timeout=False, **json.loads(options))


@lru_cache(maxsize=64)
def _breaker(url: str, alias: str) -> Breaker:
    return Breaker()
