"""The cluster killed in the middle of everything, or hung: no page fails and nothing is lost."""

import threading
import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from agencies.models import Agency
from marketplace.models import Event
from marketplace.sequencer import sequence
from search.backends.base import EngineDown, Query
from search.backends.elastic.asking import forget
from search.backends.elastic.client import breaker
from search.backends.elastic.relaying import Keeper
from search.registry import engine
from search.selector import search
from tests.factories import NOON, OrganisationFactory
from tests.factories.agencies import AgencyFactory

from .elasticsearch import needs_own_elasticsearch, refreshed, wait_until

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.xdist_group("elasticsearch"),
    pytest.mark.usefixtures("at"),
    needs_own_elasticsearch,
]
AGENCIES = 60


@pytest.fixture
def market(mortal):
    """Agencies in both indexes, and a log that has begun."""
    Event.append("hall:x", "hall.opened", at=NOON)
    sequence(NOON)
    for number in range(AGENCIES):
        AgencyFactory(organisation=OrganisationFactory(name_zh=f"云浦测绘公司{number}"))
    for key in ("database", "elastic"):
        call_command("rebuild_search", backend=key, verbosity=0)
    return mortal


def found():
    return search(Query.of("云浦测绘", kind="agency"))


def renamed(name):
    """Rename every agency, each with an event of its own."""
    for agency in Agency.objects.select_related("organisation"):
        with transaction.atomic():
            agency.organisation.name_zh = f"{name}{agency.pk}"
            agency.organisation.save()
            Event.append(f"agency:{agency.public_id}", "agency.corrected", at=NOON)
    sequence(NOON)


def recovered():
    forget()
    breaker().succeeded()
    return not found().is_degraded


def compared():
    out = StringIO()
    call_command("search_check", backend="elastic", stdout=out)
    return out.getvalue()


def killed_after(seconds, server):
    timer = threading.Timer(seconds, server.kill)
    timer.start()
    return timer


def test_killed_in_the_middle_of_searches_no_page_fails(market, client):
    timer = killed_after(0.5, market)
    answers, deadline = [], time.monotonic() + 2.5
    while time.monotonic() < deadline or timer.is_alive():
        answers.append(client.get("/search/", {"q": "云浦测绘"}).status_code)
    assert set(answers) == {200}
    assert (found().is_degraded, found().total) == (True, AGENCIES)

    market.start_again()

    wait_until(lambda: not found().is_degraded, 20)
    assert found().total == AGENCIES
    assert "no drift" in compared()


def test_killed_in_the_middle_of_indexing_nothing_is_lost(market):
    renamed("青澜监理公司")
    keeper = Keeper(engine("elastic"))
    timer = killed_after(0.02, market)
    with pytest.raises(EngineDown):
        _stepping(keeper, lambda: renamed("青澜监理公司"))
    timer.join()
    with pytest.raises(EngineDown):
        keeper.step()
    renamed("石磐造价公司")

    market.start_again()
    wait_until(lambda: _stepped(keeper), 30)

    assert "no drift" in compared()
    refreshed()
    wait_until(recovered, 20)
    assert search(Query.of("石磐造价", kind="agency")).total == AGENCIES
    assert engine("elastic").health().facts["leaves_behind"] == 0


def test_killed_in_the_middle_of_a_rebuild_the_old_index_goes_on(market):
    def documents():
        for number, document in enumerate(every):
            if number == AGENCIES // 2:
                market.kill()
            yield document

    from search.registry import sources
    from search.relay import all_documents

    every = list(all_documents(sources()))
    with pytest.raises(EngineDown):
        engine("elastic").rebuild(documents, progress=lambda done: None)

    market.start_again()
    wait_until(recovered, 20)

    assert found().total == AGENCIES
    assert "no drift" in compared()
    call_command("rebuild_search", backend="elastic", verbosity=0)
    assert len(_indexes()) == 1
    assert "no drift" in compared()


def test_a_cluster_that_hangs_costs_one_visitor_its_patience(market, settings):
    settings.MARKETPLACE_SEARCH_ELASTICSEARCH_TIMEOUT = 0.5
    market.hang()

    took = []
    for _each in range(5):
        began = time.monotonic()
        assert (found().total, found().is_degraded) == (AGENCIES, True)
        took.append(time.monotonic() - began)

    assert took[0] >= 0.5
    assert breaker().reason == "slow"
    assert sorted(took)[2] < 0.5
    market.go_on()
    settings.MARKETPLACE_SEARCH_ELASTICSEARCH_TIMEOUT = 10.0
    wait_until(lambda: not found().is_degraded, 20)


def test_a_cluster_that_is_empty_again_is_filled_by_itself(market):
    from search.backends.elastic.client import for_work

    for_work().indices.delete(index=_indexes())
    assert (found().total, found().is_degraded) == (AGENCIES, True)

    Keeper(engine("elastic")).step()

    wait_until(recovered, 20)
    assert found().total == AGENCIES
    assert "no drift" in compared()


def test_a_monitor_is_told_who_answers(market, client):
    def told():
        from marketplace.health import report

        report.forget()
        return client.get("/healthz").json()["checks"]["search"]

    assert (told()["ok"], told()["answers"]) == (True, "elastic")
    market.kill()

    assert told()["ok"] is False
    assert told()["answers"] == "database"
    assert "does not answer; database answers" in told()["problem"]


def _stepped(keeper):
    try:
        keeper.step()
    except EngineDown:
        return False
    return True


def _stepping(keeper, deed):
    while True:
        keeper.step()
        deed()


def _indexes():
    from search import conf
    from search.backends.elastic.client import for_work

    return list(for_work().indices.get(index=f"{conf.elasticsearch_index()}.v*"))
