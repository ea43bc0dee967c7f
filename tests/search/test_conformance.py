"""The engine within the database, in each way that databases search."""

import pytest
from django.db import connection, transaction

from search.backends.embedded import EmbeddedBackend

from .conformance import Conformance
from .world import KINDS

pytestmark = pytest.mark.django_db


class Scanning(EmbeddedBackend):
    """SQLite as it is where somebody built it without FTS5."""

    way = "scan"


@pytest.fixture(scope="class")
def kept_world(request, django_db_setup, django_db_blocker):
    """Make the index once for all tests of a class, and take it away after them."""
    with django_db_blocker.unblock():
        world = transaction.atomic()
        world.__enter__()
        engine = request.cls.backend(KINDS)
        engine.rebuild(lambda: iter(request.cls.documents), progress=lambda done: None)
        yield engine
        transaction.set_rollback(True)
        world.__exit__(None, None, None)


class TestFullTextOfTheDatabase(Conformance):
    """FTS5 on SQLite, tsvector on PostgreSQL."""

    backend = EmbeddedBackend

    @pytest.fixture
    def engine(self, kept_world):
        return kept_world

    def test_it_searches_as_the_database_can(self, engine):
        assert engine.way == ("tsvector" if connection.vendor == "postgresql" else "fts5")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL always has full text")
class TestPlainScan(Conformance):
    """Every text looked into: what serves without FTS5."""

    backend = Scanning
    queries = 200  # it is the same SQL for all of them

    @pytest.fixture
    def engine(self, kept_world):
        return kept_world
