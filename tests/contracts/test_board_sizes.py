"""The board from empty to more than a page."""

import itertools

import pytest

from tests.factories import HOUR

from .pages import on_duty, queries, text
from .stories import STARTED, WEEK, awarded, delivered, paused, started

pytestmark = pytest.mark.django_db
BOARD = "/en/board/"


@pytest.fixture(autouse=True)
def papers(settings, tmp_path):
    settings.MARKETPLACE_STATE_DIR = tmp_path


@pytest.fixture
def client():
    return on_duty("regulator")


def rows(client, query=""):
    return [row.notice.public_id for row in client.get(BOARD + query).context["rows"]]


def test_an_empty_board_says_so(client, at):
    assert "No service is running" in text(client.get(BOARD))


def test_the_board_has_pages(client, at):
    engagements = [awarded() for _each in range(21)]

    first, second = rows(client), rows(client, "?page=2")

    assert sorted(itertools.chain(first, second)) == sorted(
        each.notice.public_id for each in engagements
    )
    assert len(second) == 1


@pytest.mark.parametrize("page", ["", "services.csv", "services.xlsx"])
def test_more_services_cost_no_more_queries(page, client, at):
    started()
    at(STARTED + WEEK)
    one = queries(client, BOARD + page)
    for _each in range(3):
        paused(started(), STARTED + HOUR)
        delivered(started(), STARTED + HOUR)

    assert queries(client, BOARD + page) == one
