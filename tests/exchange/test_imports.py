"""Tables brought in: checked first, row by row, going on past a bad one."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.commands import enter_agency
from agencies.models import Agency
from marketplace.exchange.commands import begin_import, continue_import, drop_import
from marketplace.exchange.duties import continue_imports
from marketplace.exchange.models import ImportRun
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.organisations.models import Invitation
from marketplace.organisations.parts import Registration
from tests.factories import (
    NOON,
    AgencyFactory,
    RegionFactory,
    UserFactory,
)

from .deeds import brought_in, checked
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


def registration_of(agency):
    organisation = agency.organisation
    return Registration(credit_code=organisation.credit_code, name_zh=organisation.name_zh)


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
    with pytest.raises(Refusal, match=r"^agency\.gone$"):
        enter_agency(registration=registration_of(agency), columns={}, by=clerk, at=NOON)
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
