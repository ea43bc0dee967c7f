"""The page of the figures, its files and its data."""

import csv
import io
import json

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import override_settings

from marketplace import clock
from marketplace.live_figures import figure_of
from tests.factories import NOON
from tests.figures.stories import Story, shelf, tell
from tests.procurement.screens import text

pytestmark = pytest.mark.django_db
WORLD = [
    Story(mode="online_bidding", prices=(1_500_000, 1_600_000), end="accepted", days=10),
    Story(mode="random_draw", week=1),
    Story(mode="direct_selection", week=4),
    Story(end="failed", week=4),
    Story(end="cancelled", week=5),
]
KEYS = [
    "selections-by-month", "time-to-award", "price-by-category", "days-by-category",
    "participation-by-category", "selections-by-department", "endings-by-month",
]  # fmt: skip


@pytest.fixture(scope="module")
def kept(module_db, tmp_path_factory):
    """Tell all stories, and return where what they signed stands."""
    state = tmp_path_factory.mktemp("state")
    with override_settings(MARKETPLACE_STATE_DIR=state), clock.using(now=lambda: NOON):
        items = shelf()
        for story in WORLD:
            tell(story, items)
    return state


@pytest.fixture
def world(kept, settings, at):
    settings.MARKETPLACE_STATE_DIR = kept


def page(client, address="/en/figures/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def rows_of(answer):
    """Return the lines above the table of a CSV, and its rows as dictionaries."""
    lines = answer.content.decode("utf-8-sig").splitlines()
    head = [line for line in lines if line.lstrip('"').startswith("#")]
    return head, list(csv.DictReader(io.StringIO("\n".join(lines[len(head) :]))))


def test_the_headlines_tell_what_was_done(client, world):
    shown = page(client)

    figures = {
        each.select_one(".figure__name").text: each.select_one(".figure__value").text.strip()
        for each in shown.select(".figure")
    }
    assert figures == {
        "selections done": "3",
        "to the award": "2 working days",
        "of the fee caps": "91.7%",  # 15,000 + 20,000 + 20,000 of three times 20,000 yuan
        "of the standard days": "56.7%",  # 10 + 12 + 12 of three times 20 days
        "valid answers a notice": "1.3",  # 2 + 2 + 0 on three notices
        "direct selections": "33.3%",
    }


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_chart_has_a_name_a_text_a_table_and_a_file(client, world, language):
    shown = page(client, f"{language}/figures/")

    charts = shown.select("figure.chart")
    assert [each["id"] for each in charts] == KEYS
    for chart in charts:
        drawing = chart.select_one("svg.chart__svg")
        named = [chart.find(id=each) for each in drawing["aria-labelledby"].split()]
        assert all(each.text.strip() for each in named)
        assert drawing.select("rect, circle, path")
        assert chart.select("tbody tr")
        [address] = [each["href"] for each in chart.select("a[href$='.csv']")]
        assert client.get(address).status_code == 200


def test_nothing_on_the_page_is_styled_or_run_in_place(client, world):
    markup = client.get("/figures/").content.decode()

    assert "style=" not in markup
    assert "<script>" not in markup


def test_a_file_says_what_it_counts_and_adds_up(client, world):
    head, rows = rows_of(client.get("/en/figures/by-mode.csv"))

    told = "\n".join(head)
    assert "Since the opening" in told
    assert "Price against the cap: The agreed prices divided by the fee caps" in told
    assert "Shares and rounding" in told
    by_code = {row["Code"]: row for row in rows}
    assert by_code["online_bidding"]["Price of the cap (%)"] == "75"
    assert by_code["online_bidding"]["Saved against the caps (CNY)"] == "5000"
    assert by_code["direct_selection"]["Answers per notice"] == ""
    assert (rows[-1]["Mode"], rows[-1]["Selections"]) == ("All", "3")


def test_a_period_counts_what_happened_in_it(client, world):
    march = json.loads(client.get("/figures/figures.json?from=2026-03-01&to=2026-03-31").content)
    april = json.loads(client.get("/figures/figures.json?from=2026-04-01").content)
    whole = json.loads(client.get("/figures/figures.json").content)

    assert (march["total"]["selected"], april["total"]["selected"]) == (2, 1)
    assert (march["total"]["accepted"], april["total"]["accepted"]) == (1, 0)
    assert (march["total"]["cancelled"], april["total"]["cancelled"]) == (0, 1)
    for name in ("published", "failed", "price_fen", "answers"):
        both = march["total"][name] + april["total"][name]
        assert both == whole["total"][name]


def test_the_page_of_a_period_says_so_and_hands_it_on(client, world):
    shown = page(client, "/en/figures/?from=2026-03-01&to=2026-03-31")

    assert "From 1 Mar 2026 up to and with 31 Mar 2026" in shown.text
    files = [each["href"] for each in shown.select("a[href*='.csv']")]
    assert files
    assert all(each.endswith("?from=2026-03-01&to=2026-03-31") for each in files)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("from=yesterday", "“yesterday” is not a date. Write it as in 2026-03-02."),
        ("to=2026-02-30", "2026-02-30"),
        ("from=2026-03-02&to=2026-03-01", "The last day is before the first. Turn them round."),
    ],
)
@pytest.mark.parametrize("path", ["", "figures.json", "by-month.csv"])
def test_a_period_that_is_none_is_refused(client, query, told, path):
    answer = client.get(f"/en/figures/{path}?{query}")

    assert answer.status_code == 422
    assert told in text(answer)


def test_a_table_that_does_not_exist_is_not_found(client):
    assert client.get("/figures/by-weather.csv").status_code == 404


def test_the_command_gives_the_numbers_of_the_page(client, world):
    written = io.StringIO()

    call_command("figures", json=True, first="2026-03-01", last="2026-03-31", stdout=written)

    said = json.loads(written.getvalue())
    page_data = json.loads(
        client.get("/figures/figures.json?from=2026-03-01&to=2026-03-31").content
    )
    assert said.pop("made_at")
    assert page_data.pop("made_at")
    assert said == page_data


def test_the_command_tells_the_headlines_in_words(world):
    written = io.StringIO()

    call_command("figures", stdout=written)

    assert len(written.getvalue().splitlines()) == 7


@pytest.mark.parametrize(
    ("first", "last"), [("yesterday", None), ("2026-03-02", "2026-03-01"), (None, "2026-02-30")]
)
def test_the_command_refuses_a_period_that_is_none(first, last):
    with pytest.raises(CommandError):
        call_command("figures", first=first, last=last)


def test_the_home_page_shows_the_figures_of_the_moment(client, world):
    call_command("make_pages", verbosity=0)

    shown = text(client.get("/en/"))

    assert "selections done" in shown
    assert 'href="/en/figures/"' in shown


def test_editors_have_the_same_figures_to_put_on_a_page(world):
    keys = ("selections", "days", "below_cap", "below_ceiling", "days_saved", "answers", "direct")
    told = {key: figure_of(f"figures.{key}").value for key in keys}

    assert told == {
        "selections": "3",
        "days": "2",
        "below_cap": "8.3%",
        "below_ceiling": "8.3%",
        "days_saved": "43.3%",
        "answers": "1.3",
        "direct": "33.3%",
    }
