"""The engine on a real Elasticsearch: everything that the engine within the database does."""

import pytest

from search.backends.elastic.engine import ElasticEngine

from .conformance import Conformance
from .elasticsearch import at_once, needs_elasticsearch, refreshed, swept_away
from .world import KINDS

pytestmark = [pytest.mark.django_db, needs_elasticsearch]


@pytest.fixture(scope="module")
def kept_world(django_db_setup, django_db_blocker):
    """Make the index once for all tests."""
    with django_db_blocker.unblock(), at_once("conformance"):
        engine = ElasticEngine(KINDS)
        engine.rebuild(lambda: iter(Conformance.documents), progress=lambda done: None)
        yield engine
        swept_away()


class TestElasticsearch(Conformance):
    """As it stands behind a province's search page."""

    @pytest.fixture
    def engine(self, kept_world):
        with at_once("conformance"):
            yield kept_world

    def settle(self, engine):
        refreshed()
