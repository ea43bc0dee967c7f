"""The right item comes first, whatever somebody types, in every engine."""

import pytest
from django.utils.translation import override

from marketplace.models import ServiceItem
from search.backends.base import Query
from search.backends.elastic.engine import ElasticEngine
from search.backends.embedded import EmbeddedBackend
from search.data.loading import bring_first_synonyms
from search.registry import sources
from search.selector import search_as_meant
from search.synonyms import synonyms
from tests.marketplace.city import kept_city
from tests.search.elasticsearch import at_once, needs_elasticsearch, refreshed, swept_away

from .judging import Verdict, verdict

pytestmark = pytest.mark.django_db
KINDS = ("item",)
WORTH = 0.97  # nDCG@10 measured: FTS5 .982, tsvector .990, Elasticsearch .987


@pytest.fixture(scope="module", autouse=True)
def city(django_db_setup, django_db_blocker):
    with kept_city(django_db_blocker) as hall:
        bring_first_synonyms()
        yield hall


def items():
    source = next(each for each in sources() if each.key == "item")
    return source.documents(source.everything())


def judge(engine) -> Verdict:
    """Ask an engine as the search page does and judge its first page."""
    codes = dict(ServiceItem.objects.values_list("pk", "code"))

    def answer(text: str) -> list[str]:
        query = Query.of(text, synonyms=synonyms(), kinds=KINDS, kind="item", language="zh-hans")
        _, found = search_as_meant(query, ask=engine.search)
        return [codes[each] for each in found.of("item")]

    with override("zh-hans"):
        return verdict(answer)


def hold(found: Verdict) -> None:
    assert found.missed == []
    assert found.mean >= WORTH, found.worst


def test_the_database_puts_the_right_item_first():
    engine = EmbeddedBackend(KINDS)
    engine.rebuild(items, progress=lambda done: None)

    hold(judge(engine))


@needs_elasticsearch
def test_elasticsearch_puts_the_right_item_first():
    with at_once("relevance"):
        engine = ElasticEngine(KINDS)
        engine.rebuild(items, progress=lambda done: None)
        refreshed()

        found = judge(engine)
        swept_away()

    hold(found)
