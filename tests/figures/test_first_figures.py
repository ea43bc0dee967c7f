"""The page of the figures before much has happened, and while it happens."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.live_figures import figure_of
from tests.factories import HallFactory
from tests.figures.stories import Story, shelf, tell
from tests.procurement.screens import in_both_languages, text

from .test_page import KEYS, WORLD, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(at):
    return shelf()


def test_before_the_first_notice_there_is_nothing_to_divide(client):
    HallFactory()

    for answer in in_both_languages(client, "/figures/"):
        assert answer.status_code == 200
        assert b"figure__value" not in answer.content
    assert "Nothing has happened in this period yet" in text(client.get("/en/figures/"))
    data = json.loads(client.get("/figures/figures.json").content)
    assert data["total"]["selected"] == 0
    assert data["total"]["of_cap_bp"] is None
    for key in [*KEYS, "by-mode", "by-month", "by-category", "by-department"]:
        assert client.get(f"/figures/{key}.csv").status_code == 200


def test_an_open_notice_alone_makes_no_share(client, items):
    tell(Story(end="open"), items)

    shown = page(client)

    assert [each["id"] for each in shown.select("figure.chart")] == ["endings-by-month"]
    assert "–" in shown.text


def test_more_notices_need_no_more_queries(client, items):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/figures/").status_code == 200
        return len(asked)

    tell(WORLD[0], items)
    queries()
    before = queries()
    for story in WORLD[1:]:
        tell(story, items)

    assert queries() == before


def test_a_figure_that_does_not_exist_yet_is_none(items):
    assert figure_of("figures.selections").value == "0"
    assert figure_of("figures.below_cap").value is None
