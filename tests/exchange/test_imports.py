"""Tables brought in: checked first, row by row, going on past a bad one."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.exchange import AgenciesTable
from agencies.models import Agency
from marketplace.exchange.catalogue import CatalogueTable
from marketplace.exchange.commands import begin_import, check_import, continue_import, drop_import
from marketplace.exchange.duties import continue_imports
from marketplace.exchange.models import ImportRun
from marketplace.exchange.sheets import Column
from marketplace.exchange.sheets import as_csv as sheet_csv
from marketplace.exchange.sheets import as_xlsx as sheet_xlsx
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event, ServiceItem
from marketplace.organisations.models import Invitation
from tests.factories import (
    NOON,
    AgencyFactory,
    CredentialTypeFactory,
    RegionFactory,
    ServiceItemFactory,
    UserFactory,
)

from .tables import HEADINGS, as_csv, firm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
MINUTE = dt.timedelta(minutes=1)
BAD = {
    "credit_code": "91990100123456789X",
    "name_zh": "",
    "kind": "circus",
    "region": "nowhere",
    "administrator": "nobody",
}


@pytest.fixture
def clerk():
    return UserFactory(vetting=True)


def checked(content, clerk, kind=AgenciesTable, name="agencies.csv"):
    return check_import(kind=kind(), file_name=name, content=content, by=clerk, at=NOON)


def brought_in(content, clerk, kind=AgenciesTable):
    run = checked(content, clerk, kind)
    begin_import(run_id=run.pk, by=clerk, at=NOON)
    return continue_import(run_id=run.pk, at=NOON, seconds=60)


def exported(kind, form="csv"):
    """Return what the export gives, as bytes."""
    kind = kind()
    columns = [Column(each.label, lambda row, key=each.key: row[key]) for each in kind.columns]
    if form == "csv":
        return sheet_csv(columns, kind.rows())
    return sheet_xlsx(columns, kind.rows(), title="x", at=NOON)


def test_checking_changes_nothing_and_names_each_bad_cell(clerk):
    region = RegionFactory()
    rows = [firm(1, region), firm(2, region, **BAD), firm(3, region, kind="公司", name_zh="")]

    run = checked(as_csv(HEADINGS, *rows), clerk)

    assert (run.total, run.added, run.bad) == (3, 1, 2)
    named = {(each["row"], each["column"]) for each in run.problems}
    assert named >= {(3, column) for column in BAD} | {(4, "name_zh")}
    assert not Agency.objects.exists()
    assert not Event.objects.exists()


def test_the_import_goes_on_past_a_bad_row(clerk):
    region = RegionFactory()
    rows = [firm(1, region), firm(2, region, region="nowhere"), firm(3, region)]

    run = brought_in(as_csv(HEADINGS, *rows), clerk)

    assert (run.state, run.added, run.bad, run.done) == ("done", 2, 1, 3)
    assert [(each["row"], each["column"]) for each in run.problems] == [(3, "region")]
    names = Agency.objects.order_by("pk").values_list("organisation__name_zh", flat=True)
    assert list(names) == ["演示测绘1有限公司", "演示测绘3有限公司"]


def test_each_row_is_its_own_deed_with_its_event(clerk):
    region = RegionFactory()

    run = brought_in(as_csv(HEADINGS, firm(1, region), firm(2, region)), clerk)

    entered = Event.objects.filter(kind="agency.entered")
    assert [event.private.facts["by"] for event in entered] == [clerk.pk, clerk.pk]
    assert [event.kind for event in Event.objects.of(run.stream)] == [
        "import.begun",
        "import.ended",
    ]
    assert Event.objects.of(run.stream).last().facts["added"] == 2
    assert {agency.state for agency in Agency.objects.all()} == {"draft"}


def test_a_second_import_of_the_same_file_changes_nothing(clerk):
    content = as_csv(HEADINGS, firm(1, RegionFactory()), firm(2, RegionFactory()))
    brought_in(content, clerk)
    events = Event.objects.filter(kind__startswith="agency.").count()

    again = brought_in(content, clerk)

    assert (again.added, again.changed, again.same) == (0, 0, 2)
    assert Event.objects.filter(kind__startswith="agency.").count() == events


def test_a_known_agency_is_corrected(clerk):
    agency = AgencyFactory()
    row = firm(1, agency.region, credit_code=agency.organisation.credit_code, address="新路9号")

    run = brought_in(as_csv(HEADINGS, row), clerk)

    agency = Agency.objects.get()
    assert (run.changed, agency.address, agency.state) == (1, "新路9号", "listed")
    assert agency.organisation.name_zh == "演示测绘1有限公司"
    assert Event.objects.of(agency.stream).last().kind == "agency.corrected"


@pytest.mark.parametrize("trait", ["removed", "withdrawn"])
def test_what_is_gone_stays_as_it_is(clerk, trait):
    agency = AgencyFactory(**{trait: True})
    row = firm(1, agency.region, credit_code=agency.organisation.credit_code)

    run = brought_in(as_csv(HEADINGS, row), clerk)

    assert (run.bad, run.changed) == (1, 0)
    assert Agency.objects.get().address == agency.address


def test_the_administrator_of_a_new_agency_is_invited_once(clerk):
    content = as_csv(HEADINGS, firm(1, RegionFactory(), administrator="boss@example.org"))

    brought_in(content, clerk)
    brought_in(content, clerk)

    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("boss@example.org", "administrator")
    assert not Agency.objects.get().organisation.memberships.exists()


def test_the_same_code_twice_in_a_table_is_named(clerk):
    row = firm(1, RegionFactory())

    run = checked(as_csv(HEADINGS, row, row), clerk)

    assert (run.added, run.bad) == (1, 1)
    assert [(each["row"], each["column"]) for each in run.problems] == [(3, "credit_code")]


@pytest.mark.parametrize(
    "headings",
    [("credit_code", "name_zh"), (*HEADINGS, "colour"), (*HEADINGS, "kind")],
)
def test_headings_that_do_not_fit_are_refused(clerk, headings):
    with pytest.raises(Refusal, match=r"^table\.headings$"):
        checked(as_csv(headings), clerk)
    assert not ImportRun.objects.exists()


def test_an_import_begins_once_and_a_left_one_never(clerk):
    content = as_csv(HEADINGS, firm(1, RegionFactory()))
    run, left = checked(content, clerk), checked(content, clerk)
    begin_import(run_id=run.pk, by=clerk, at=NOON)
    drop_import(run_id=left.pk, at=NOON)

    for each in (run, left):
        with pytest.raises(Refusal, match=r"^import\.begun$"):
            begin_import(run_id=each.pk, by=clerk, at=NOON)
    left.refresh_from_db()
    assert (left.state, left.content) == ("dropped", None)


def test_an_import_that_stopped_goes_on_where_it_was(clerk):
    region = RegionFactory()
    run = checked(as_csv(HEADINGS, *(firm(n, region) for n in range(3))), clerk)
    begin_import(run_id=run.pk, by=clerk, at=NOON)

    for done in (1, 2, 3):
        continue_import(run_id=run.pk, at=NOON, seconds=-1)
        run.refresh_from_db()
        assert (run.done, Agency.objects.count()) == (done, done)

    assert (run.state, run.added, run.content) == ("done", 3, None)


def test_the_clock_goes_on_and_leaves_alone_what_somebody_holds(clerk):
    run = checked(as_csv(HEADINGS, firm(1, RegionFactory())), clerk)
    begin_import(run_id=run.pk, by=clerk, at=NOON)
    ImportRun.objects.update(held_until=NOON + MINUTE)

    continue_imports(NOON)
    assert not Agency.objects.exists()
    continue_imports(NOON + MINUTE)
    continue_imports(NOON + MINUTE)

    assert ImportRun.objects.get().state == "done"
    assert Agency.objects.count() == 1


# --- Out and in again -------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_exported_agencies_brought_in_again_change_nothing(clerk, form):
    AgencyFactory(organisation__name_en="=Cmd|' /C calc'!A0")
    AgencyFactory(suspended=True, introduction_zh="第一行\n第二行")
    AgencyFactory(draft=True)

    run = checked(exported(AgenciesTable, form), clerk)

    assert run.problems == []
    assert (run.total, run.same) == (3, 3)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_exported_catalogue_brought_in_again_changes_nothing(clerk, form):
    ServiceItemFactory(requires=[(CredentialTypeFactory(), "B"), (CredentialTypeFactory(), "A")])
    ServiceItemFactory(retired_on=NOON.date())

    run = checked(exported(CatalogueTable, form), clerk, CatalogueTable)

    assert run.problems == []
    assert (run.total, run.same) == (2, 2)


def test_an_item_is_added_and_changed_with_its_credentials(clerk):
    item = ServiceItemFactory(requires=[(survey := CredentialTypeFactory(), "B")])
    [row] = [row for row in CatalogueTable().rows() if row["code"] == item.code]
    told = {name: "" if value is None else str(value) for name, value in row.items()}
    changed = told | {"standard_days": "7", "credentials": f"{survey.code}:A"}
    new = told | {"code": "brand-new", "name_zh": "新事项", "credentials": ""}
    content = as_csv(list(told), list(changed.values()), list(new.values()))

    run = brought_in(content, clerk, CatalogueTable)

    assert (run.changed, run.added, run.problems) == (1, 1, [])
    item.refresh_from_db()
    assert item.standard_days == 7
    assert item.required_credentials.get().min_grade.code == "A"
    assert not ServiceItem.objects.get(code="brand-new").required_credentials.exists()
    events = Event.objects.filter(kind="catalogue.changed")
    assert [event.facts["changed"] + event.facts["added"] for event in events] == [
        [{"kind": "item", "code": item.code}],
        [{"kind": "item", "code": "brand-new"}],
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("category", "nowhere"),
        ("standard_days", "ten"),
        ("standard_days", "0"),
        ("cap", "12.345"),
        ("retired_on", "tomorrow"),
        ("owner_may_do_it", "perhaps"),
        ("credentials", "NOTHING:Z"),
        ("stage", "moon"),
        ("name_zh", ""),
        ("code", ""),
    ],
)
def test_a_bad_cell_of_the_catalogue_is_named(clerk, column, value):
    item = ServiceItemFactory()
    [row] = CatalogueTable().rows()
    told = {name: "" if cell is None else str(cell) for name, cell in row.items()}
    content = as_csv(list(told), list((told | {column: value}).values()))

    run = checked(content, clerk, CatalogueTable)

    assert run.bad == 1
    assert {each["row"] for each in run.problems} == {2}
    assert {each["column"] for each in run.problems} & {column, ""}
    assert ServiceItem.objects.get() == item


# --- Any table ----------------------------------------------------------------------------------


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(spoiled=st.lists(st.sampled_from([None, *BAD]), min_size=1, max_size=8))
def test_of_n_rows_with_k_bad_ones_all_others_come_in_and_exactly_these_are_named(clerk, spoiled):
    Agency.objects.all().delete()
    region = RegionFactory()
    rows = [
        firm(number, region, **({column: BAD[column]} if column else {}))
        for number, column in enumerate(spoiled)
    ]
    bad = {(place, column) for place, column in enumerate(spoiled, 2) if column}
    before = Agency.objects.count()

    run = brought_in(as_csv(HEADINGS, *rows), clerk)

    named = {(each["row"], each["column"]) for each in run.problems}
    assert named == bad
    assert run.bad == len(bad)
    assert run.added + run.same + run.changed == len(spoiled) - len(bad)
    assert Agency.objects.count() - before == len(spoiled) - len(bad)
