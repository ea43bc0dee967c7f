import datetime as dt

import pytest
from django.test import RequestFactory

from marketplace import clock
from marketplace.middleware import ReceivedAtMiddleware
from tests.factories import NOON

PROXY = "10.0.0.1"
STAMPED = NOON - dt.timedelta(milliseconds=1_250)
STAMP = f"t={int(STAMPED.timestamp() * 1000)}"


def an_hour_ahead():
    return dt.timedelta(hours=1)


def received_at(settings, *, address=PROXY, stamp=STAMP):
    settings.MARKETPLACE_TRUSTED_PROXIES = [PROXY]
    request = RequestFactory().get("/", REMOTE_ADDR=address, HTTP_X_REQUEST_START=stamp)
    return ReceivedAtMiddleware(lambda request: request.received_at)(request)


def test_the_trusted_proxys_stamp_counts(settings, at):
    assert received_at(settings) == STAMPED
    assert received_at(settings, stamp=STAMP.removeprefix("t=")) == STAMPED


def test_anybody_elses_stamp_is_ignored(settings, at):
    assert received_at(settings, address="10.0.0.2") == NOON


@pytest.mark.parametrize(
    "stamp", ["", "t=", "yesterday", "t=-5", "t=1.5", "t=١٢٣", "t=" + "9" * 14]
)
def test_a_stamp_that_cannot_be_read_is_ignored(settings, at, stamp):
    assert received_at(settings, stamp=stamp) == NOON


def test_nobody_is_trusted_unless_named(settings, at):
    settings.MARKETPLACE_TRUSTED_PROXIES = []
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_REQUEST_START=STAMP)

    assert ReceivedAtMiddleware(lambda request: request.received_at)(request) == NOON


def test_a_demo_clock_that_runs_ahead_moves_both_stamp_and_first_sight(settings, at):
    settings.MARKETPLACE_CLOCK_OFFSET = f"{__name__}.an_hour_ahead"

    assert received_at(settings) == STAMPED + dt.timedelta(hours=1)
    assert received_at(settings, stamp="") == NOON + dt.timedelta(hours=1)
    assert clock.now() == NOON + dt.timedelta(hours=1)


def test_every_page_of_the_site_knows_when_it_was_asked_for(client, db, at):
    assert client.get("/patterns/").wsgi_request.received_at == NOON


def test_without_another_source_time_and_chance_are_the_worlds():
    before = dt.datetime.now(dt.UTC)

    assert before <= clock.now() <= dt.datetime.now(dt.UTC)
    assert clock.fresh_seed() != clock.fresh_seed()
    assert len(clock.fresh_bytes(7)) == 7
