"""Every refusal of what an agency enters, and that it leaves nothing behind."""

import datetime as dt

import pytest

from agencies import commands
from agencies.models import Credential, ListedService, Practitioner
from marketplace.kernel.money import Money
from marketplace.models import Event, ServiceItem
from marketplace.organisations.parts import Registration
from tests.factories import (
    DAY,
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    ListedServiceFactory,
    PractitionerFactory,
    ServiceItemFactory,
    credit_code,
)

from .deeds import WHO, employ, enter, offer, refused, rows

pytestmark = pytest.mark.django_db


# --- Its own entries --------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["in_vetting", "publicity", "removed", "withdrawn", "suspended"])
def test_entries_rest_while_others_judge(state):
    agency = AgencyFactory(**{state: True})
    item = ServiceItemFactory()
    service = ListedServiceFactory(agency=agency, item=ServiceItemFactory())
    person = PractitionerFactory(agency=agency)
    who = {"agency_id": agency.pk, **WHO}
    before = rows()

    for deed in (
        lambda: commands.revise_agency(**who, address="演示路2号"),
        lambda: offer(agency, item),
        lambda: commands.change_service(
            **who, item_id=service.item_id, discount_bp=100, committed_days=1
        ),
        lambda: commands.stop_service(**who, item_id=service.item_id),
        lambda: employ(agency),
        lambda: commands.remove_practitioner(**who, practitioner_id=person.pk),
    ):
        with refused("agency.not_editable"):
            deed()

    assert rows() == before


@pytest.mark.parametrize("state", ["in_vetting", "publicity", "removed", "withdrawn"])
def test_credentials_rest_while_others_judge(state):
    agency = AgencyFactory(**{state: True})
    held = CredentialFactory(agency=agency)

    with refused("agency.not_editable"):
        enter(agency, held.type, number="S-2")
    with refused("agency.not_editable"):
        commands.withdraw_credential(agency_id=agency.pk, credential_id=held.pk, **WHO)

    assert list(agency.credentials.all()) == [held]


def test_a_suspended_agency_may_renew_its_credentials():
    agency = AgencyFactory(suspended=True)

    credential = enter(agency, CredentialTypeFactory())

    assert list(agency.credentials.all()) == [credential]


@pytest.mark.parametrize("changes", [{"name_zh": "别的公司"}, {"credit_code": credit_code(9)}])
def test_name_and_credit_code_of_a_listed_agency_stand(changes):
    agency = AgencyFactory()
    columns = {"credit_code": agency.organisation.credit_code, "name_zh": "演示单位"} | changes

    with refused("agency.name_is_fixed"):
        commands.revise_agency(agency_id=agency.pk, registration=Registration(**columns), **WHO)

    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("code", "kind", "changes"),
    [
        ("credential.abolished", {"abolished_on": NOON.date()}, {}),
        ("credential.endless", {"validity_years": 5}, {"valid_to": None}),
        ("credential.expired", {}, {"valid_to": (NOON - DAY).date()}),
        ("credential.repeated", {}, {"number": " S-9 "}),
        ("record.invalid", {}, {"number": ""}),
        ("record.invalid", {}, {"number": "S\u202e1"}),
        (
            "record.invalid",
            {},
            {"valid_from": (NOON + 2 * DAY).date(), "valid_to": (NOON + DAY).date()},
        ),
    ],
)
def test_a_refused_certificate_leaves_nothing_behind(code, kind, changes):
    credential_type = CredentialTypeFactory(**kind)
    CredentialFactory(type=credential_type, number="S-9")
    agency = AgencyFactory()
    before = rows()

    with refused(code):
        enter(agency, credential_type, **changes)

    assert rows() == before


def test_a_certificate_counts_to_the_end_of_its_last_day():
    agency = AgencyFactory()

    credential = enter(agency, CredentialTypeFactory(), valid_to=NOON.date())

    assert credential.is_valid_on(NOON.date())


def test_an_abolished_type_tells_what_stands_instead():
    old = CredentialTypeFactory(abolished_on=dt.date(2018, 12, 29), replacement_zh="信用平台登记")

    with refused("credential.abolished") as refusal:
        enter(AgencyFactory(), old)

    assert refusal.value.next_step == "信用平台登记"


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("practitioner.expired", {"valid_to": (NOON - DAY).date()}),
        ("practitioner.elsewhere", {"registration_number": " R-9 "}),
        ("record.invalid", {"name": ""}),
        ("record.invalid", {"valid_from": dt.date(2027, 1, 1), "valid_to": dt.date(2026, 12, 31)}),
    ],
)
def test_a_refused_person_leaves_nothing_behind(code, changes):
    PractitionerFactory(registration_number="R-9")
    agency = AgencyFactory()
    before = rows()

    with refused(code):
        employ(agency, **changes)

    assert rows() == before


@pytest.mark.parametrize(
    ("code", "item", "changes"),
    [
        ("service.price_or_discount", {}, {"price": None}),
        ("service.price_or_discount", {}, {"discount_bp": 100}),
        ("service.above_cap", {}, {"price": Money(2_000_001)}),
        ("service.too_slow", {}, {"committed_days": 21}),
        ("item.retired", {"retired_on": NOON.date()}, {}),
        (
            "service.no_cap",
            {"fee_policy": ServiceItem.FeePolicy.MARKET, "cap_minor": None},
            {"price": None, "discount_bp": 100},
        ),
        ("record.invalid", {}, {"price": None, "discount_bp": 10_000}),
        ("record.invalid", {}, {"committed_days": 0}),
    ],
)
def test_a_refused_service_leaves_nothing_behind(code, item, changes):
    item = ServiceItemFactory(**item)
    agency = AgencyFactory()
    before = rows()

    with refused(code):
        offer(agency, item, **changes)

    assert rows() == before


def test_terms_at_the_limits_are_taken():
    service = offer(
        AgencyFactory(), ServiceItemFactory(), price=Money(2_000_000), committed_days=20
    )

    assert (service.price_minor, service.committed_days) == (2_000_000, 20)


def test_an_item_is_offered_once():
    agency, item = AgencyFactory(), ServiceItemFactory()
    offer(agency, item)

    with refused("service.repeated"):
        offer(agency, item, committed_days=5)

    assert agency.services.get().committed_days == 12


def test_a_stopped_service_can_be_listed_again():
    agency, item = AgencyFactory(), ServiceItemFactory()
    offer(agency, item)
    commands.stop_service(agency_id=agency.pk, item_id=item.pk, **WHO)

    offer(agency, item, price=None, discount_bp=1500, committed_days=5)

    service = agency.services.get()
    assert (service.is_active, service.price, service.discount_bp) == (True, None, 1500)


@pytest.mark.parametrize("code", ["service.too_slow", "service.above_cap"])
def test_changed_terms_are_checked_too(code):
    service = ListedServiceFactory()
    terms = {"price": Money(1), "committed_days": 1}
    terms |= {"committed_days": 21} if code == "service.too_slow" else {"price": Money(2_000_001)}

    with refused(code):
        commands.change_service(
            agency_id=service.agency_id, item_id=service.item_id, **terms, **WHO
        )

    service.refresh_from_db()
    assert (service.price_minor, service.committed_days) == (1_500_000, 10)


def test_what_is_anothers_is_not_found():
    mine, theirs = AgencyFactory(), AgencyFactory()
    credential = CredentialFactory(agency=theirs)
    person = PractitionerFactory(agency=theirs)
    service = ListedServiceFactory(agency=theirs)
    who = {"agency_id": mine.pk, **WHO}

    with pytest.raises(Credential.DoesNotExist):
        commands.withdraw_credential(**who, credential_id=credential.pk)
    with pytest.raises(Practitioner.DoesNotExist):
        commands.remove_practitioner(**who, practitioner_id=person.pk)
    with pytest.raises(ListedService.DoesNotExist):
        commands.stop_service(**who, item_id=service.item_id)

    assert (theirs.credentials.count(), theirs.practitioners.count()) == (1, 1)
    assert theirs.services.active().count() == 1
