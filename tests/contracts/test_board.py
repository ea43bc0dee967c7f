"""The board of all running services: what is on it, in which order, and what narrows it."""

import pytest
from django.test import Client

from marketplace.slots import desks_for
from tests.factories import DAY, UserFactory

from .pages import of_agency, of_owner, on_duty, text
from .stories import STARTED, awarded, delivered, fresh, paused, started

pytestmark = pytest.mark.django_db
BOARD = "/en/board/"


@pytest.fixture(autouse=True)
def papers(settings, tmp_path):
    settings.MARKETPLACE_STATE_DIR = tmp_path


@pytest.fixture
def client():
    return on_duty("regulator")


def tell_once():
    """Return one service of each colour."""
    found = {
        "waiting": awarded(),
        "paused": started(days=20),
        "green": started(days=20),
        "yellow": started(days=10),
        "red": started(days=5),
    }
    paused(found["paused"], STARTED + DAY, cause="authority", reason="authority")
    return found


@pytest.fixture
def world(told_once, at):
    """Return one service of each colour, seen thirteen days after the start."""
    at(STARTED + 13 * DAY)
    return {colour: fresh(engagement) for colour, engagement in told_once.items()}


def rows(client, query=""):
    response = client.get(BOARD + query)
    assert response.status_code == 200
    return [row.notice.public_id for row in response.context["rows"]]


def ids(world, *colours):
    return [world[colour].notice.public_id for colour in colours]


def facet(client, name, query=""):
    [found] = [each for each in client.get(BOARD + query).context["facets"] if each.name == name]
    return {option.value: option.count for option in found.options}


# --- Who sees it


def test_the_board_is_for_operators_and_regulators_alone(at):
    engagement = awarded()

    for watching in ("vetting", "review", "draw", "sanctions", "regulator"):
        assert on_duty(watching).get(BOARD).status_code == 200
    for other in (of_owner(engagement), of_agency(engagement), on_duty("editor")):
        for page in ("", "services.csv", "services.xlsx"):
            assert other.get(BOARD + page).status_code == 403
    assert Client().get(BOARD)["Location"].startswith("/en/accounts/login/")


def test_the_board_is_a_desk_of_those_who_watch(rf, at):
    request = rf.get("/")
    request.user = UserFactory(duties=("sanctions",))
    stranger = rf.get("/")
    stranger.user = UserFactory()

    assert "/board/" in [desk.url for desk in desks_for(request)]
    assert "/board/" not in [desk.url for desk in desks_for(stranger)]


# --- What stands on it


def test_red_comes_first_and_what_has_not_started_last(client, world):
    assert rows(client) == ids(world, "red", "yellow", "green", "paused", "waiting")


def test_the_figures_count_the_lamps_and_take_the_median_of_the_days_saved(client, world, at):
    for days in (1, 4, 10):
        delivered(started(), STARTED + days * DAY)

    figures = client.get(BOARD).context["figures"]

    counts = {colour: count for colour, _name, count in figures.lamps}
    assert counts == {"red": 1, "yellow": 1, "green": 4, "paused": 1}
    assert (figures.delivered, figures.median) == (3, "19")


def test_the_lamps_follow_the_clock_alone(client, world, at):
    at(STARTED + 1 * DAY)

    assert facet(client, "lamp") == {
        "red": 0,
        "yellow": 0,
        "green": 3,
        "paused": 1,
        "waiting": 1,
    }


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_board_speaks_both_languages(language, client, world):
    page = text(client.get(f"{language}/board/"))

    assert "%(" not in page
    assert world["red"].notice.public_id in page


# --- What narrows it


@pytest.mark.parametrize(
    ("query", "colours"),
    [
        ("?lamp=red", ["red"]),
        ("?lamp=red&lamp=paused", ["red", "paused"]),
        ("?state=awarded", ["waiting"]),
        ("?paused=authority", ["paused"]),
        ("?paused=owner", []),
        ("?lamp=red&state=awarded", []),
        ("?q=nothing+of+the+kind", []),
    ],
)
def test_filters_narrow_the_board(query, colours, client, world):
    assert rows(client, query) == ids(world, *colours)


def test_owner_agency_department_and_words_narrow_it_too(client, world):
    red = world["red"]
    department = red.notice.lines.get().item.department.code

    assert rows(client, f"?owner={red.notice.owner.public_id}") == ids(world, "red")
    assert rows(client, f"?agency={red.agency.public_id}") == ids(world, "red")
    assert red.notice.public_id in rows(client, f"?department={department}")
    assert rows(client, f"?q={red.notice.public_id.lower()}") == ids(world, "red")
    assert rows(client, f"?q={red.notice.project.name_zh}") == ids(world, "red")


def test_the_counts_leave_out_the_filters_own_choice(client, world):
    assert facet(client, "lamp", "?lamp=red&state=in_service") == {
        "red": 1,
        "yellow": 1,
        "green": 1,
        "paused": 1,
        "waiting": 0,
    }
    assert facet(client, "state", "?lamp=red")["awarded"] == 0


def test_a_chip_takes_its_filter_away(client, world):
    page = client.get(f"{BOARD}?lamp=red&lamp=green&q=N2026")

    assert [chip.url for chip in page.context["chips"]] == [
        "?lamp=red&lamp=green",
        "?lamp=green&q=N2026",
        "?lamp=red&q=N2026",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "lamp=blue",
        "state=open",
        "paused=x",
        "department=x",
        "owner=x",
        "agency=%27",
        "q=" + "x" * 101,
    ],
)
@pytest.mark.parametrize("page", ["", "services.csv", "services.xlsx"])
def test_a_filter_that_means_nothing_is_answered_with_422(query, page, client, at):
    response = client.get(f"{BOARD}{page}?{query}")

    assert response.status_code == 422
    assert "has no meaning here" in text(response)


@pytest.mark.parametrize("number", ["2", "0", "x", "-1", "9" * 30])
def test_a_page_that_is_not_there_is_404(number, client, at):
    assert client.get(f"{BOARD}?page={number}").status_code == 404
