"""The directory's counts, addresses and refusals, and how much it asks of the database."""

import re

import pytest

from marketplace.models import ServiceItem
from tests.factories import (
    AgencyFactory,
    CredentialTypeFactory,
    ListedServiceFactory,
    RegionFactory,
)

from .shown import counts, named, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


# --- Counts -----------------------------------------------------------------------------------


def test_counts_ignore_their_own_filter(client, shelf):
    north, south = RegionFactory(code="north"), RegionFactory(code="south")
    survey = CredentialTypeFactory(code="survey")
    named("甲", region=north, offers=[shelf["report"]], holds=[(survey, "A"), (survey, "B")])
    named("乙", region=south, offers=[shelf["report"], shelf["form"]], holds=[(survey, "B")])
    named("丙", region=north, offers=[shelf["survey"]])
    named("丁", region=north, suspended=True, offers=[shelf["report"]])

    found = counts(client, "?region=north&item=EIA-01&credential=survey")

    assert {key: found[key] for key in found if key[0] not in ("credential", "record")} == {
        ("state", "publicity"): 0,
        ("state", "suspended"): 0,
        ("state", "removed"): 0,
        ("region", "north"): 1,
        ("region", "south"): 1,
        ("category", "ENV"): 1,
        ("category", "EIA"): 1,
        ("item", "EIA-01"): 1,
        ("item", "EIA-02"): 0,
        ("category", "SUR"): 0,
        ("item", "SUR-01"): 0,
    }
    assert found["credential", "survey"] == 1
    assert found["credential", "survey:A"] == 1


def test_an_agency_counts_once_however_much_it_offers_and_holds(client, shelf):
    survey = CredentialTypeFactory(code="survey")
    named("甲", offers=shelf.values(), holds=[(survey, "A"), (survey, "A"), (survey, "B")])
    named("乙", holds=[(survey, "B")])

    found = counts(client)

    assert (found["category", "ENV"], found["category", "EIA"]) == (1, 1)
    assert (found["credential", "survey"], found["credential", "survey:A"]) == (2, 1)


def test_days_are_asked_of_the_services_that_are_counted(client, shelf):
    agency = named("甲")
    ListedServiceFactory(agency=agency, item=shelf["report"], committed_days=10)
    ListedServiceFactory(agency=agency, item=shelf["survey"], committed_days=5)

    found = counts(client, "?days=6")

    assert (found["item", "EIA-01"], found["item", "SUR-01"]) == (0, 1)


# --- Addresses --------------------------------------------------------------------------------


def test_every_filter_in_use_has_a_chip_that_takes_it_away(client, shelf):
    RegionFactory(code="north", name_zh="北区")
    query = "category=EIA&category=SUR&region=north&days=9&q=x&sort=days&state=suspended"
    query += "&price=100&discount=5"

    chips = client.get(f"/agencies/?{query}&page=3").context["chips"]

    gone = {each: chip.url for chip in chips for each in query.split("&") if each not in chip.url}
    assert len(chips) == 8
    assert gone.keys() == {*query.split("&")} - {"sort=days"}
    assert all(len(chip.url[1:].split("&")) == len(query.split("&")) - 1 for chip in chips)
    assert "“x”" in [chip.label for chip in chips]
    assert "北区" in [chip.label for chip in chips]


def test_fields_left_empty_leave_the_address(client):
    response = client.get("/agencies/?q=&days=&credential=&sort=days&page=2")

    assert (response.status_code, response["Location"]) == (302, "/agencies/?sort=days")


def test_pages_keep_the_filters(client):
    AgencyFactory.create_batch(21)

    first = client.get("/agencies/?sort=days")
    second = client.get("/agencies/?sort=days&page=2")
    beyond = client.get("/agencies/?sort=days&page=99")

    assert "?sort=days&amp;page=2" in first.content.decode()
    assert len(first.context["entries"]) == 20
    assert len(second.context["entries"]) == len(beyond.context["entries"]) == 1


def test_nothing_found_offers_the_ways_out(client):
    north = RegionFactory(code="north")
    named("甲", region=north)
    RegionFactory(code="south")

    response = client.get("/agencies/?region=south&q=甲")

    assert [way.url for way in response.context["ways"]] == ["?q=%E7%94%B2"]


@pytest.mark.parametrize(
    "query",
    [
        "?region=mars",
        "?item=EIA-99",
        "?category=1%27%20OR%201=1",
        "?credential=survey:Z",
        "?credential=%C2%B2",
        "?days=abc",
        "?days=-1",
        "?days=0",
        "?days=1e3",
        "?days=٣",
        "?days=" + "9" * 400,
        "?sort=credit",
        "?price=-1",
        "?price=1e9",
        "?price=0.001",
        "?discount=0",
        "?discount=100",
        "?record=awards",
        "?record=awards-year&record=mars",
        "?state=draft",
        "?q=" + "长" * 101,
        "?q=%E2%80%AE",
        "?region=north&region=mars",
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_filter_that_cannot_be_read_is_named_and_nothing_breaks(client, prefix, query):
    CredentialTypeFactory(code="survey")
    RegionFactory(code="north")

    response = client.get(f"{prefix}/agencies/{query}")

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_a_nul_character_is_a_bad_request(client):
    assert client.get("/agencies/?q=%00").status_code == 400


def test_the_directory_is_only_read(client):
    assert client.post("/agencies/").status_code == 405


# --- Honest text, and speed -------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "🌿 清越 ☔",
        "شركة الاستشارات",
        "Robert'); DROP TABLE agencies_agency;--",
        "<script>x</script>",
    ],
)
def test_honest_text_is_shown_as_text(client, name):
    named(name)

    page = client.get("/agencies/").content.decode()

    assert "<script>x" not in page
    assert re.sub("&lt;", "<", re.sub("&gt;", ">", re.sub("&#x27;", "'", page))).count(name) == 2


@pytest.mark.parametrize("query", ["", "?sort=price", "?category=EIA&days=15&q=x&region=north"])
def test_three_agencies_take_as_many_queries_as_one(client, shelf, query):
    survey, north = CredentialTypeFactory(), RegionFactory(code="north")
    world = {"region": north, "offers": shelf.values(), "holds": [(survey, "A")]}
    named("x1", **world)
    before = queries(client, f"/agencies/{query}")

    named("x2", **world)
    named("x3", **world)
    ServiceItem.objects.filter(code="SUR-01").update(standard_days=19)

    assert queries(client, f"/agencies/{query}") == before
    assert before <= 31  # with words: the index, its synonyms and the keys that have them
