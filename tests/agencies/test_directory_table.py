"""The directory as a file that any spreadsheet opens."""

import csv
import io

import pytest

from tests.factories import AgencyFactory, CredentialTypeFactory, ListedServiceFactory

from .shown import named, names, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
HERE = "/agencies/directory.csv"


def table(client, query=""):
    response = client.get(f"/en{HERE}{query}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_it_is_a_file_with_a_byte_order_mark(client):
    response = client.get(HERE)

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_row_says_what_the_page_says(client, shelf):
    survey = CredentialTypeFactory(code="survey", name_en="Surveying")
    agency = AgencyFactory(holds=[(survey, "A")])
    offer = {"item": shelf["report"], "price_minor": 123_456, "committed_days": 7}
    ListedServiceFactory(agency=agency, **offer)
    ListedServiceFactory(agency=agency, item=shelf["survey"])

    [row] = table(client, "?item=EIA-01")

    assert row["Agency id"] == agency.public_id
    assert row["Chinese name"] == agency.organisation.name_zh
    assert row["Credit code"] == agency.organisation.credit_code
    assert (row["Service code"], row["Offered price"]) == ("EIA-01", "1234.56")
    assert (row["Committed working days"], row["Standard working days"]) == ("7", "20")
    assert row["Valid credentials"].startswith("Surveying · ")


def test_it_has_every_row_in_the_order_of_the_page(client, shelf):
    for number in range(25):
        agency = named(f"甲{number:02}")
        terms = {"price_minor": 900 - number * 7, "committed_days": 1 + number % 9}
        ListedServiceFactory(agency=agency, item=shelf["report"], **terms)

    for query in ("?sort=price", "?sort=days&category=EIA", "?q=甲1"):
        first = names(client, query)
        assert [row["Chinese name"] for row in table(client, query)][: len(first)] == first
    assert len(table(client)) == 25


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(client, start):
    named(f"{start}HYPERLINK(1)")

    [row] = table(client)

    assert not row["Chinese name"].startswith(start)


@pytest.mark.parametrize("query", ["?days=abc", "?region=mars", "?sort=credit", "?price=-1"])
def test_a_filter_that_cannot_be_read_is_named(client, query):
    response = client.get(HERE + query)

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_the_page_leads_to_the_file_of_the_same_filters(client, shelf):
    named("甲", offers=[shelf["report"]])

    page = client.get("/agencies/?item=EIA-01&sort=days&page=1").content.decode()

    assert "/agencies/directory.csv?item=EIA-01&amp;sort=days" in page


def test_thirty_agencies_take_as_many_queries_as_one(client, shelf):
    survey = CredentialTypeFactory()
    world = {"offers": shelf.values(), "holds": [(survey, "A")]}
    named("x", **world)
    before = queries(client, HERE)

    for number in range(29):
        named(f"x{number}", **world)

    assert queries(client, HERE) == before
