"""A real Elasticsearch for tests: the one of TEST_ELASTICSEARCH_URL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import override_settings

URL = os.environ.get("TEST_ELASTICSEARCH_URL", "")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
PATIENT_SECONDS = 20.0  # a busy machine is no slow cluster

needs_elasticsearch = pytest.mark.skipif(
    not URL, reason="needs a server: Elasticsearch (TEST_ELASTICSEARCH_URL)"
)


@contextmanager
def at_once(name: str, url: str = URL, **others) -> Iterator[None]:
    """Have the site use the cluster, with an index of this process's own."""
    told = {"URL": url, "INDEX": f"test-{WORKER}-{name}", "TIMEOUT": PATIENT_SECONDS} | others
    with override_settings(
        **{f"MARKETPLACE_SEARCH_ELASTICSEARCH_{key}": value for key, value in told.items()}
    ):
        yield


def refreshed() -> None:
    """Have everything that was written be found at once."""
    from search.backends.elastic import conf
    from search.backends.elastic.client import for_work

    for_work().indices.refresh(index=conf.alias())


def swept_away() -> None:
    """Remove every index of this process, and what was noted of them."""
    from marketplace.models import Cursor
    from search.backends.elastic import conf
    from search.backends.elastic.client import for_work
    from search.backends.elastic.relaying import READER

    names = list(for_work().indices.get_alias(index=f"{conf.alias()}.v*"))
    for_work().indices.delete(index=names)
    Cursor.objects.filter(key__startswith=f"{READER}{conf.alias()}.v").delete()
