"""What the engine on a cluster is made of, without a cluster."""

import pytest
from elastic_transport import (
    ApiResponseMeta,
    ConnectionError,
    ConnectionTimeout,
    HttpHeaders,
    NodeConfig,
)
from elasticsearch import ApiError, AuthenticationException, BadRequestError, NotFoundError
from elasticsearch.dsl.exceptions import IllegalOperation

from search.backends.base import EngineDown, Query
from search.backends.elastic import child, faults
from search.backends.elastic.answers import whole
from search.backends.elastic.breaker import Breaker
from search.backends.elastic.requests import request
from search.backends.elastic.writing import judge


class Time:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_breaker_lets_one_visitor_try_every_five_seconds():
    time = Time()
    guard = Breaker(now=time)
    assert guard.lets_through()

    assert guard.failed("down")
    assert not guard.failed("down")  # which is no news
    assert not guard.lets_through()
    time.now = 5.0
    assert [guard.lets_through() for _each in range(3)] == [True, False, False]

    assert guard.succeeded()
    assert not guard.succeeded()
    assert guard.lets_through()
    assert not guard.is_open


def refusal(kind, status):
    node = NodeConfig("http", "127.0.0.1", 9200)
    return kind("no", ApiResponseMeta(status, "1.1", HttpHeaders(), 0.1, node), {})


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ConnectionError("gone"), faults.DOWN),
        (ConnectionTimeout("late"), faults.SLOW),
        (refusal(NotFoundError, 404), faults.MISSING),
        (refusal(BadRequestError, 400), faults.MISREAD),
        (refusal(AuthenticationException, 401), faults.REFUSED),
        (refusal(ApiError, 429), faults.REFUSED),
        (refusal(ApiError, 503), faults.DOWN),
        (IllegalOperation("open index"), faults.REFUSED),
    ],
)
def test_every_failure_of_the_client_has_a_word(error, reason):
    with pytest.raises(EngineDown) as told, faults.told_apart():
        raise error
    assert told.value.reason == reason


def test_an_answer_without_its_parts_is_none():
    with pytest.raises(faults.Unavailable) as told, faults.read_as_agreed():
        {}["hits"]
    assert told.value.reason == faults.MISSHAPEN


@pytest.mark.parametrize(
    ("told", "reason"),
    [({"timed_out": True}, faults.SLOW), ({"_shards": {"failed": 1}}, faults.MISSHAPEN)],
)
def test_half_an_answer_is_none(told, reason):
    with pytest.raises(faults.Unavailable) as raised:
        whole(told)
    assert raised.value.reason == reason


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("index", {"status": 201}),
        ("index", {"status": 409, "error": {"type": "version_conflict_engine_exception"}}),
        ("delete", {"status": 404}),
    ],
)
def test_what_is_done_already_is_done(deed, told):
    judge(deed, told)


@pytest.mark.parametrize("status", [429, 503, 404])
def test_what_the_cluster_did_not_take_is_sent_again(status):
    with pytest.raises(EngineDown):
        judge("index", {"status": status, "error": {"type": "any"}})


def test_a_facet_is_counted_without_its_own_filter():
    query = Query.of("造价", kind="agency", filters={"region": ["a"], "state": ["b"]})
    asked = request(query).to_dict()["aggs"]

    counts = {
        name: told["filter"]["bool"]["filter"] for name, told in asked.items() if "of " in name
    }
    assert sorted(str(each) for each in counts.values()) == [
        "[{'term': {'kind': 'agency'}}, {'terms': {'facets': ['region=a']}}]",
        "[{'term': {'kind': 'agency'}}, {'terms': {'facets': ['state=b']}}]",
    ]


def test_without_a_cluster_no_process_is_started(settings, monkeypatch):
    settings.MARKETPLACE_SEARCH_ELASTICSEARCH_URL = ""
    monkeypatch.setattr(child, "_child", None)

    child.keep_running(at=None)

    assert child._child is None
