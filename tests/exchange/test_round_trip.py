"""What goes out comes in again as it is; what was changed in between is changed."""

import pytest

from agencies.exchange import AgenciesTable
from marketplace.exchange.catalogue import CatalogueTable
from marketplace.models import Event, ServiceItem
from tests.factories import (
    NOON,
    AgencyFactory,
    CredentialTypeFactory,
    ServiceItemFactory,
    UserFactory,
)

from .deeds import brought_in, checked, exported
from .tables import as_csv

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def clerk():
    return UserFactory(vetting=True)


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
