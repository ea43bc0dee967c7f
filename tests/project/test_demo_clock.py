"""The demonstration's clock: it runs ahead as far as a visitor moved it, and never back."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace import clock
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.project.demo.commands import move_clock
from marketplace.project.demo.models import ClockOffset, World
from tests.factories import DAY, HOUR, NOON
from tests.factories.procurement import NoticeFactory

pytestmark = pytest.mark.django_db

SECOND = dt.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def demo_clock(settings):
    settings.MARKETPLACE_DEMO = True
    settings.MARKETPLACE_CLOCK_OFFSET = "marketplace.project.demo.clock.offset"


def test_a_moved_clock_is_the_clock_of_the_whole_site(at):
    ahead = move_clock(to=NOON + 2 * DAY)

    assert ahead == 2 * DAY
    assert clock.now() == NOON + 2 * DAY
    assert clock.shifted(NOON) == NOON + 2 * DAY


def test_a_moved_clock_is_on_the_record(at):
    move_clock(to=NOON + HOUR)

    event = Event.objects.get(stream="demo")
    assert (event.kind, event.at) == ("clock.moved", NOON)
    assert event.facts == {"seconds": 3600, "ahead": 3600}


def test_outside_a_demo_the_clock_is_the_world_s(at, settings):
    move_clock(to=NOON + DAY)

    settings.MARKETPLACE_DEMO = False

    assert clock.now() == NOON


@pytest.mark.parametrize("target", [NOON, NOON - SECOND])
def test_the_clock_never_runs_back(at, target):
    with pytest.raises(Refusal, match=r"^clock.backwards$"):
        move_clock(to=target)

    assert not ClockOffset.objects.filter(seconds__gt=0).exists()
    assert not Event.objects.exists()


def test_the_clock_stays_within_the_demonstration(at):
    move_clock(to=NOON + 90 * DAY)

    with pytest.raises(Refusal, match=r"^clock.too_far$"):
        move_clock(to=NOON + 90 * DAY + SECOND)

    assert ClockOffset.objects.get().seconds == 90 * 86400


def test_a_world_made_for_a_later_day_may_be_visited_to_its_end(at):
    World.objects.create(pk=1, today=(NOON + 365 * DAY).date())

    assert move_clock(to=NOON + 400 * DAY) == 400 * DAY


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE demo_clockoffset SET seconds = 59",
        "DELETE FROM demo_clockoffset",
        "INSERT INTO demo_clockoffset (id, seconds) VALUES (2, 60)",
        "UPDATE demo_clockoffset SET seconds = -1",
    ],
)
def test_the_database_keeps_the_one_row_and_lets_it_only_grow(sql):
    ClockOffset.objects.create(pk=1, seconds=60)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert ClockOffset.objects.get().seconds == 60


@pytest.mark.parametrize(("step", "length"), [("hour", HOUR), ("day", DAY)])
def test_a_visitor_moves_the_clock_by_a_step(client, at, step, length):
    response = client.post("/demo/clock/", {"step": step})

    assert (response.status_code, response["Location"]) == (302, "/demo/clock/")
    assert clock.now() == NOON + length


def test_a_visitor_jumps_to_just_after_a_close(client, at, settings):
    settings.PROCUREMENT_CLOSE_GRACE_SECONDS = 15
    notice = NoticeFactory(open=True, closes_at=NOON + DAY)

    response = client.post("/demo/clock/", {"notice": notice.public_id, "next": "/demo/mail/"})

    assert response["Location"] == "/demo/mail/"
    assert clock.now() == NOON + DAY + 16 * SECOND


def test_the_way_back_never_leads_to_another_site(client, at):
    response = client.post("/demo/clock/", {"step": "hour", "next": "https://example.org/"})

    assert response["Location"] == "/demo/clock/"


def test_moving_the_clock_awards_nothing_by_itself(client, at):
    notice = NoticeFactory(open=True, closes_at=NOON + HOUR)

    client.post("/demo/clock/", {"notice": notice.public_id})

    notice.refresh_from_db()
    assert notice.state == "open"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"step": "year"},
        {"step": ["hour"], "notice": ["N2026-999999"]},
        {"notice": "N2026-999999"},
        {"notice": "'; DROP TABLE demo_world; --"},
    ],
)
def test_an_unknown_step_is_refused_in_words(client, at, sent):
    response = client.post("/demo/clock/", sent)

    assert response.status_code == 422
    assert "clock.no_step" in response.content.decode()
    assert not ClockOffset.objects.exists()


def test_a_notice_that_has_closed_moves_nothing(client, at):
    notice = NoticeFactory(open=True, closes_at=NOON - HOUR, open__at=NOON - DAY)

    response = client.post("/demo/clock/", {"notice": notice.public_id})

    assert response.status_code == 422
    assert "clock.backwards" in response.content.decode()


def test_a_draft_cannot_be_jumped_to(client, at):
    draft = NoticeFactory(closes_at=NOON + DAY)

    assert client.post("/demo/clock/", {"notice": draft.public_id}).status_code == 422


@pytest.mark.parametrize("path", ["/demo/clock/", "/en/demo/clock/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_there_is_no_such_page_outside_a_demo(client, settings, path, method):
    settings.MARKETPLACE_DEMO = False

    assert getattr(client, method)(path).status_code == 404


def test_a_form_without_its_token_is_refused(at):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/demo/clock/", {"step": "day"})

    assert response.status_code == 403
    assert not ClockOffset.objects.exists()


def test_the_page_lists_open_notices_and_what_is_being_selected(client, at):
    NoticeFactory(open=True, closes_at=NOON + DAY, public_id="N2026-000007")
    NoticeFactory(open=True, closes_at=NOON - HOUR, public_id="N2026-000008", open__at=NOON - DAY)

    page = client.get("/en/demo/clock/").content.decode()

    assert 'value="N2026-000007"' in page
    assert 'value="N2026-000008"' not in page
    assert "N2026-000008" in page


@pytest.mark.parametrize("path", ["/demo/clock/", "/demo/mail/", "/accounts/login/"])
def test_every_page_says_how_far_the_clock_runs_ahead(client, at, path):
    move_clock(to=NOON + 2 * DAY + 3 * HOUR)

    assert "2 天 3 小时" in client.get(path).content.decode()
    assert "2 days 3 hours" in client.get(f"/en{path}").content.decode()
