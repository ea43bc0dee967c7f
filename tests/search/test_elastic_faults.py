"""An index on the cluster that must not answer: missing, old, another's, or of a later day."""

import pytest
from django.core.management import call_command

from marketplace.models import Event
from marketplace.sequencer import sequence
from search.backends.base import EngineDown, Query
from search.backends.elastic import documents
from search.backends.elastic.engine import ElasticEngine
from search.document import Document
from search.registry import engine
from search.selector import search
from tests.factories import DAY, NOON, OrganisationFactory
from tests.factories.agencies import AgencyFactory, CredentialFactory

from .elasticsearch import at_once, needs_elasticsearch, refreshed, swept_away

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at"), needs_elasticsearch]
TEXT = Query.of("云浦测绘", kind="agency")


@pytest.fixture
def cluster():
    """The cluster, and a log that has begun; every question looks at the index first."""
    from search.backends.elastic.asking import forget
    from search.backends.elastic.client import breaker, for_work

    with at_once("faults"):
        happened()
        forget()
        breaker().succeeded()
        yield for_work()
        swept_away()


@pytest.fixture
def market(cluster):
    """An agency in both indexes."""
    AgencyFactory(organisation=OrganisationFactory(name_zh="云浦测绘公司"))
    for key in ("database", "elastic"):
        call_command("rebuild_search", backend=key, verbosity=0)
    assert not search(TEXT).is_degraded
    looked_at_anew()
    return cluster


def happened():
    Event.append("hall:x", "hall.opened", at=NOON)
    sequence(NOON)


def looked_at_anew():
    from search.backends.elastic.asking import forget
    from search.backends.elastic.client import breaker

    forget()
    breaker().succeeded()


def keep_up_to_date(keeper=None):
    from search.backends.elastic.relaying import Keeper

    keeper = keeper or Keeper(engine("elastic"))
    keeper.step()
    looked_at_anew()
    return keeper


def reason():
    from search.backends.elastic.client import breaker

    answer = search(TEXT)
    assert (answer.total, answer.is_degraded) == (1, True)
    return breaker().reason


def index_of(cluster):
    from search.backends.elastic.state import live_index

    return live_index(cluster)


def noted(cluster, **told):
    """Change what an index says of itself."""
    index = index_of(cluster)
    meta = cluster.indices.get_mapping(index=index)[index]["mappings"]["_meta"]
    cluster.indices.put_mapping(index=index, meta=meta | told)


def test_a_certificate_counts_from_its_first_day_on(cluster, at):
    held = CredentialFactory(valid_from=NOON.date() + DAY)
    asked = Query.of("", kind="agency", filters={"credential": (held.type.code,)})
    call_command("rebuild_search", backend="elastic", verbosity=0)
    keeper = keep_up_to_date()
    assert engine("elastic").search(asked).total == 0

    at(NOON + DAY)
    keep_up_to_date(keeper)
    refreshed()

    assert engine("elastic").search(asked).of("agency") == [held.agency_id]


def test_no_index_is_made_by_itself(market):
    market.indices.delete(index=index_of(market))

    assert reason() == "missing"
    keep_up_to_date()
    assert not search(TEXT).is_degraded


def test_an_index_of_another_version_does_not_answer(market):
    noted(market, schema="of last year")

    assert reason() == "schema"
    keep_up_to_date()
    assert not search(TEXT).is_degraded


def test_another_sites_index_does_not_answer(market):
    noted(market, log="somebody else's")

    assert reason() == "foreign"
    keep_up_to_date()
    assert not search(TEXT).is_degraded


def test_an_index_that_lost_its_documents_does_not_answer(market):
    one = engine("elastic")
    for kind in one.kinds:
        one.delete(kind, [row for row, _held in one.holdings(kind)], version=5)
    market.indices.refresh(index=index_of(market))

    assert reason() == "empty"
    keep_up_to_date()
    assert not search(TEXT).is_degraded


def test_an_index_of_a_later_day_than_the_database_does_not_answer(market):
    """As after a backup was restored: its newer versions would refuse all that is to come."""
    later = Document("agency", 999, ("来日",))
    engine("elastic").index([later], version=10_000)
    market.indices.refresh(index=index_of(market))
    looked_at_anew()

    assert reason() == "foreign"
    keep_up_to_date()
    assert not search(TEXT).is_degraded


def test_a_write_to_an_index_that_has_gone_makes_none_up(market):
    from search.backends.elastic.relaying import Place

    name = index_of(market)
    market.indices.delete(index=name)

    with pytest.raises(EngineDown):
        Place(market, name).index([Document("agency", 1, ("甲",))], version=1)
    assert not market.indices.exists(index=name)


def test_a_document_that_the_index_refuses_stops_no_other(market, caplog):
    from search.backends.elastic.relaying import Place

    huge = Document("agency", 7, ("甲",), facets={"region": ("x" * 40_000,)})
    place = Place(market, index_of(market))

    place.index([huge, Document("agency", 8, ("乙",))], version=5)

    market.indices.refresh(index=place.name)
    assert not market.exists(index=place.name, id="agency:7")
    assert market.exists(index=place.name, id="agency:8")
    assert "the index refuses agency:7" in caplog.text


def test_a_rebuild_leaves_one_index_and_its_reader(market):
    from marketplace.models import Cursor
    from search.backends.elastic.rebuilding import orphans
    from search.backends.elastic.relaying import reader_of

    before = index_of(market)
    call_command("rebuild_search", backend="elastic", verbosity=0)

    assert index_of(market) != before
    assert orphans(market) == []
    assert not market.indices.exists(index=before)
    readers = Cursor.objects.filter(key__startswith="search.elastic:")
    assert [each.key for each in readers] == [reader_of(index_of(market))]


def test_two_rebuilds_at_once_are_refused(market):
    from search.backends.elastic.rebuilding import the_only_one

    with the_only_one(), pytest.raises(EngineDown, match="under way already"):
        engine("elastic").rebuild(lambda: iter(()), progress=lambda done: None)


def test_a_new_layout_is_a_new_schema(monkeypatch):
    before = ElasticEngine(["agency"]).schema

    monkeypatch.setattr(documents, "fingerprint", lambda: "another")

    assert ElasticEngine(["agency"]).schema != before


def test_without_an_address_there_is_no_cluster(settings):
    settings.MARKETPLACE_SEARCH_ELASTICSEARCH_URL = ""

    assert not ElasticEngine.is_set_up()
