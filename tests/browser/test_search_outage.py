"""Somebody searches while the cluster is started, hangs, is killed and comes back."""

import time

from tests.search.elasticsearch import needs_own_elasticsearch, wait_until

pytestmark = needs_own_elasticsearch
TEXT = "监理"
RECOVERS_SECONDS = 60  # a busy machine; the site asks the cluster again every five


def test_searching_goes_on_while_the_cluster_is_stopped_and_started(visit, cluster):
    person = visit()
    without = _found(person)
    assert without["degraded"]
    assert without["total"] > 0

    cluster.start()  # empty: the site fills it by itself
    wait_until(lambda: not _found(person)["degraded"], RECOVERS_SECONDS)
    assert _found(person)["total"] == without["total"]

    cluster.hang()
    assert _found(person) == without
    cluster.go_on()
    wait_until(lambda: not _found(person)["degraded"], RECOVERS_SECONDS)

    cluster.kill()
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline:
        assert _found(person) == without
    cluster.start_again()
    wait_until(lambda: not _found(person)["degraded"], RECOVERS_SECONDS)
    assert _found(person)["total"] == without["total"]


def _found(person):
    """Search as a visitor does, and return what the page says."""
    person.go("/search/")
    person.page.locator("main input[type=search]").first.fill(TEXT)
    with person.page.expect_navigation() as answer:
        person.page.locator("main input[type=search]").first.press("Enter")
    assert answer.value.status == 200
    return {
        "total": int(person.page.locator("[data-search-total]").get_attribute("data-search-total")),
        "degraded": person.page.locator("[data-search-degraded]").count() == 1,
    }
