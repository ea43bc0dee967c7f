"""The board as files: what stands in them, and that no program runs what somebody typed."""

import csv
import datetime as dt
import io

import openpyxl
import pytest

from marketplace.exchange.sheets import harmless
from procurement.contracts.exports import COLUMNS
from tests.factories import DAY
from tests.factories.procurement import OwnerFactory, ProjectFactory

from .pages import on_duty
from .stories import STARTED, awarded, paused, started

pytestmark = pytest.mark.django_db
FORMULA = "=HYPERLINK(1)"


@pytest.fixture(autouse=True)
def papers(settings, tmp_path):
    settings.MARKETPLACE_STATE_DIR = tmp_path


@pytest.fixture
def client():
    return on_duty("vetting")


@pytest.fixture
def engagement(at):
    owner = OwnerFactory()
    project = ProjectFactory(owner=owner, name_zh=FORMULA, name_en=FORMULA)
    found = started(days=10, owner=owner, project=project)
    at(STARTED + 5 * DAY)
    return found


def as_csv(client, language="/en", query=""):
    response = client.get(f"{language}/board/services.csv{query}")
    assert response.status_code == 200
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def as_sheet(client, language="/en", query=""):
    response = client.get(f"{language}/board/services.xlsx{query}")
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.content)).active


def cells(sheet):
    """Return the first row of values by their headings."""
    headings, first = list(sheet.iter_rows(max_row=2))
    return {heading.value: cell for heading, cell in zip(headings, first, strict=True)}


def at_no_zone(day, hour):
    """Return an hour in March 2026 as a table holds it, by Beijing's wall clock."""
    return dt.datetime(2026, 3, day, hour, tzinfo=dt.UTC).replace(tzinfo=None)


def test_the_csv_has_the_facts_of_each_service(client, engagement):
    [row] = as_csv(client)

    assert row["Notice"] == engagement.notice.public_id
    assert row["Lamp"] == "On time"
    assert (row["Working days used"], row["Working days allowed"]) == ("2", "10")
    assert (row["Due on"], row["Started at"]) == ("2026-03-20", "2026-03-06 13:00:00")
    assert (row["Price"], row["Currency"]) == ("20000.00", "CNY")
    assert row["Paused since"] == ""


def test_the_workbook_has_real_dates_and_numbers(client, engagement):
    cell = cells(as_sheet(client))

    assert cell["Due on"].value == at_no_zone(20, 0)
    assert cell["Due on"].number_format == "yyyy-mm-dd"
    assert cell["Started at"].value == at_no_zone(6, 13)
    assert (cell["Working days used"].value, cell["Price"].value) == (2, 20000)
    assert cell["Price"].number_format == "#,##0.00"


def test_what_looks_like_a_formula_is_text_in_both_files(client, engagement):
    [row] = as_csv(client)
    cell = cells(as_sheet(client))["Project"]

    assert row["Project"] == f"'{FORMULA}"
    assert (cell.value, cell.data_type) == (FORMULA, "s")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "演示", "1-2", "'=1"])
def test_plain_text_stays_as_it_is(text):
    assert harmless(text) == text


@pytest.mark.parametrize(("language", "heading"), [("/en", "Notice"), ("", "公告")])
def test_the_headings_are_in_the_language_of_the_address(language, heading, client, engagement):
    row = as_csv(client, language)[0]

    assert len(row) == len(COLUMNS)
    assert [cell.value for cell in next(as_sheet(client, language).iter_rows())] == list(row)


def test_the_files_hold_what_the_filters_leave_and_all_pages_of_it(client, engagement, at):
    stopped = paused(started(), STARTED + DAY).engagement
    others = [awarded() for _each in range(21)]

    everything = as_csv(client)
    narrowed = as_csv(client, query="?lamp=paused")

    assert len(everything) == len(others) + 2
    assert [row["Notice"] for row in narrowed] == [stopped.notice.public_id]
    assert narrowed[0]["Pause caused by"] == "Project owner"
    assert as_sheet(client, query="?lamp=paused").max_row == 2


def test_a_file_is_saved_under_its_day_and_never_cached(client, engagement):
    response = client.get("/en/board/services.csv")

    assert response["Content-Disposition"] == 'attachment; filename="services-2026-03-11.csv"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
