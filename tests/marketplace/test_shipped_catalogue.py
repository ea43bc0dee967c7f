"""The shipped catalogue in the database, loaded once for all tests of this module."""

import copy

import pytest

from marketplace.commands import load_catalogue
from marketplace.data import shipped_catalogue
from marketplace.fees.models import FeeSchedule
from marketplace.models import (
    Bundle,
    CredentialGrade,
    CredentialType,
    Department,
    Event,
    EventPrivate,
    Region,
    ServiceCategory,
    ServiceItem,
)
from marketplace.parts import RowName
from tests.factories import DAY, NOON, UserFactory

pytestmark = pytest.mark.django_db

SHIPPED = shipped_catalogue()


@pytest.fixture(scope="module")
def loaded(module_db):
    """Who loaded the shipped catalogue, and what that changed."""
    user = UserFactory()
    return user, load_catalogue(data=copy.deepcopy(SHIPPED), by=user, at=NOON)


@pytest.fixture
def shipped(loaded):
    return copy.deepcopy(SHIPPED)


@pytest.fixture
def change(loaded):
    return loaded[1]


def load(data, at=NOON):
    return load_catalogue(data=data, at=at)


def test_the_shipped_catalogue_is_whole(change):
    assert ServiceItem.objects.offered().count() == 55
    assert Department.objects.count() == 14
    assert CredentialType.objects.count() == 21
    assert ServiceCategory.objects.filter(children=None).count() == 18
    assert ServiceCategory.objects.filter(parent=None).count() == 5
    assert Bundle.objects.get(code="three-evaluations-in-one").items.count() == 3
    assert Region.objects.filter(parent__code="city").count() == 8
    assert len(change.added) == 55 + 14 + 21 + 23 + 3 + 4 + 9 + 8
    assert change.changed == change.retired == []


def test_every_item_has_a_cap_with_a_source_or_is_at_market_price(loaded):
    market = ServiceItem.objects.filter(fee_policy="market")
    absolute = ServiceItem.objects.filter(fee_policy="absolute")
    scheduled = ServiceItem.objects.exclude(fee_policy__in=["market", "absolute"])
    assert not market.exclude(cap_minor=None).exists()
    assert not absolute.filter(cap_minor=None).exists()
    assert scheduled.count() == 23
    assert not scheduled.exclude(cap_minor=None).exists()
    for item in [*absolute, *scheduled]:
        assert "不是法律规定" in item.cap_source_zh
        assert "not law" in item.cap_source_en


@pytest.mark.parametrize(
    ("code", "policy", "schedule", "kind"),
    [
        ("SPV-01", "cap", "670-2007", "supervision"),
        ("DES-02", "cap", "10-2002-design", "design"),
        ("EIA-02", "at_lower_limit", "125-2002", "form_prepare"),
        ("SUR-05", "cap", "hall-rates", "SUR-05"),
        ("DRW-02", "cap", "534-2011-drawing", "works_cost"),
        ("ENE-01", "absolute", "", ""),
    ],
)
def test_an_item_names_its_schedule_with_the_kind(loaded, code, policy, schedule, kind):
    item = ServiceItem.objects.get(code=code)
    assert (item.fee_policy, item.fee_schedule, item.fee_kind) == (policy, schedule, kind)
    assert schedule in item.cap_source_zh


def test_the_schedules_come_with_the_catalogue(change):
    assert FeeSchedule.objects.filter(version=1).count() == FeeSchedule.objects.count() == 8
    assert RowName("fee_schedule", "670-2007") in change.added


def test_the_grades_of_a_type_are_ranked_best_first(loaded):
    grades = CredentialGrade.objects.filter(type__code="GEOTECH").order_by("rank")
    assert list(grades.values_list("rank", "code")) == [
        (1, "comprehensive-A"),
        (2, "special-A"),
        (3, "special-B"),
    ]


def test_abolished_types_say_since_when_and_what_stands_instead(loaded):
    eia = CredentialType.objects.get(code="EIA-OLD")
    assert eia.abolished_on.isoformat() == "2018-12-29"
    assert eia.replaced_by.code == "EIA-CREDIT"
    assert CredentialType.objects.filter(is_voluntary=True).count() == 2


def test_a_second_load_changes_nothing_and_writes_no_event(shipped):
    change = load(shipped, at=NOON + DAY)

    assert change == ([], [], [])
    assert Event.objects.count() == 1


def test_the_event_names_what_was_added_and_who_did_it(loaded):
    user, _change = loaded

    event = Event.objects.get()
    assert (event.stream, event.kind) == ("catalogue", "catalogue.changed")
    assert event.facts["revision"] == "catalogue-000001"
    assert {"kind": "item", "code": "EIA-01"} in event.facts["added"]
    assert EventPrivate.objects.get().facts == {"by": user.pk}


def test_only_what_differs_is_changed(shipped):
    shipped["items"][0]["standard_days"] += 1
    shipped["credential_types"][3]["grades"].reverse()

    change = load(shipped)

    assert [row.code for row in change.changed] == ["SURVEY-ENG", "CON-01"]
    grades = CredentialGrade.objects.filter(type__code="SURVEY-ENG").order_by("rank")
    assert list(grades.values_list("rank", "code")) == [(1, "B"), (2, "A")]
