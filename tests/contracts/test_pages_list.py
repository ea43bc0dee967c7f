"""The list of one's own services: what runs, what waits, what is over."""

import pytest

from tests.factories import DAY, HOUR
from tests.factories.procurement import NoticeFactory

from .pages import do, of_agency, of_owner, on_duty, queries
from .stories import CONFIRMED, STARTED, awarded, delivered, paused, started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def papers(settings, tmp_path):
    settings.MARKETPLACE_STATE_DIR = tmp_path


def test_the_list_shows_ones_own_services_what_waits_first(at):
    mine = started()
    owner = mine.notice.owner
    waiting = awarded(owner=owner, open=True)
    theirs = awarded()
    done = delivered(started(owner=owner), STARTED + HOUR)
    at(STARTED + DAY)

    page = of_owner(mine).get("/en/desk/services/")

    running = [row.notice for row in page.context["running"]]
    assert running == [done.notice, mine.notice, waiting.notice]
    assert theirs.notice.public_id not in page.content.decode()
    assert page.context["running"][0].action == "Accept the deliverable"


def test_an_agency_keeps_what_fell_away_in_its_list(at):
    engagement = awarded(answers=2)
    at(CONFIRMED)
    client = of_agency(engagement)
    do(client, engagement, "decline", reason="人员不足")

    page = client.get("/en/desk/services/")

    assert page.context["running"] == []
    assert [row.state for row in page.context["over"]] == ["Fell away"]


def test_the_list_is_for_owners_and_agencies_and_leads_the_hall_to_the_board(at):
    awarded()

    assert on_duty("regulator").get("/en/desk/services/")["Location"] == "/en/board/"
    assert on_duty("editor").get("/en/desk/services/").status_code == 403


@pytest.mark.parametrize("language", ["", "/en"])
def test_more_services_cost_the_list_no_more_queries(language, at):
    first = started()
    owner = first.notice.owner
    at(STARTED + DAY)
    client = of_owner(first)
    one = queries(client, f"{language}/desk/services/")
    for _each in range(3):
        paused(started(owner=owner), STARTED + HOUR)
    NoticeFactory(owner=owner, open=True)

    assert queries(client, f"{language}/desk/services/") == one
