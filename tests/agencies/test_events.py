"""What the log tells everybody, and what it keeps to itself."""

import datetime as dt
import json

import pytest

from agencies import commands
from agencies.models import Agency
from agencies.signals import agency_suspended
from marketplace.kernel.money import Money
from marketplace.models import Event
from marketplace.organisations.parts import Registration
from tests.factories import (
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    HallFactory,
    ListedServiceFactory,
    ServiceItemFactory,
    UserFactory,
    credit_code,
)

from .deeds import apply, employ, enter, offer

pytestmark = pytest.mark.django_db
WHO = {"by": None, "at": NOON}


def last(agency):
    return Event.objects.of(agency.stream).last()


def test_an_application_tells_who_it_is_and_hides_the_people():
    person = UserFactory()

    agency = apply(person, contact_email="office@example.org")

    event = last(agency)
    assert (event.kind, event.at) == ("agency.applied", NOON)
    assert event.facts == {
        "agency": "agency-000001",
        "state": "draft",
        "credit_code": credit_code(7_000_001),
        "name_zh": "演示测绘有限公司",
        "name_en": "Demo Surveying Ltd",
        "organisation_kind": "company",
        "region": "yunpu",
    }
    assert event.private.facts == {
        "by": person.pk,
        "legal_representative": "甲某",
        "contact_name": "乙某",
        "contact_phone": "0990-20001",
        "contact_email": "office@example.org",
    }


def test_the_organisation_has_a_stream_of_its_own():
    person = UserFactory()

    agency = apply(person)

    event = Event.objects.get(kind="organisation.registered")
    assert event.stream == f"organisation:{credit_code(7_000_001)}"
    assert event.private.facts == {"by": person.pk}
    assert agency.organisation.memberships.get().role == "administrator"


def test_ids_are_given_in_order():
    first = apply()
    second = apply(credit_code=credit_code(7_000_002), region_id=first.region_id)

    assert (first.public_id, second.public_id) == ("agency-000001", "agency-000002")


def test_a_revision_keeps_what_was_not_given():
    agency = apply()

    commands.revise_agency(
        agency_id=agency.pk,
        registration=Registration(credit_code=credit_code(8), name_zh="新名称", kind="partnership"),
        address="演示路2号",
        **WHO,
    )

    agency = Agency.objects.get(pk=agency.pk)
    assert (agency.name, agency.address, agency.contact_name) == ("新名称", "演示路2号", "乙某")
    assert last(agency).facts["credit_code"] == credit_code(8)
    assert last(agency).facts["name_en"] == ""


def test_a_certificate_is_told_with_its_dates():
    agency = AgencyFactory()
    survey = CredentialTypeFactory(code="survey")
    facts = {
        "agency": agency.public_id,
        "state": "listed",
        "credential_type": "survey",
        "grade": "A",
        "number": "S-1",
        "valid_from": "2025-03-01",
        "valid_to": "2026-03-20",
    }

    credential = enter(agency, survey)
    added = last(agency)
    commands.withdraw_credential(agency_id=agency.pk, credential_id=credential.pk, **WHO)

    assert (added.kind, added.facts) == ("credential.added", facts)
    assert (last(agency).kind, last(agency).facts) == ("credential.withdrawn", facts)


def test_a_certificate_without_an_end_says_null():
    agency = AgencyFactory()

    enter(agency, CredentialTypeFactory(), valid_to=None)

    assert last(agency).facts["valid_to"] is None


def test_a_person_is_told_by_profession_only():
    agency = AgencyFactory()

    person = employ(agency)
    added = last(agency)
    commands.remove_practitioner(agency_id=agency.pk, practitioner_id=person.pk, **WHO)

    for event in (added, last(agency)):
        assert event.facts == {
            "agency": agency.public_id,
            "state": "listed",
            "profession": "注册测绘师",
        }
        assert event.private.facts["name"] == "丙某"
        assert event.private.facts["registration_number"] == "R-1"


def test_an_offer_is_told_in_fen_basis_points_and_days():
    agency, item = AgencyFactory(), ServiceItemFactory(code="SUR-01")
    facts = {"agency": agency.public_id, "state": "listed", "item": "SUR-01"}
    terms = {"currency": "CNY", "standard_days": 20}

    offer(agency, item, price=Money(1_800_050))
    listed = last(agency)
    commands.change_service(
        agency_id=agency.pk, item_id=item.pk, discount_bp=1250, committed_days=9, **WHO
    )
    changed = last(agency)
    commands.stop_service(agency_id=agency.pk, item_id=item.pk, **WHO)

    assert listed.facts == facts | terms | {
        "price_fen": 1_800_050,
        "discount_bp": None,
        "committed_days": 12,
    }
    assert changed.facts == facts | terms | {
        "price_fen": None,
        "discount_bp": 1250,
        "committed_days": 9,
    }
    assert last(agency).facts == facts


@pytest.mark.parametrize(
    ("state", "kind", "reached", "deed"),
    [
        ("in_vetting", "agency.returned", "returned", commands.return_application),
        ("publicity", "agency.returned", "returned", commands.return_application),
        ("listed", "agency.suspended", "suspended", commands.suspend_agency),
        ("suspended", "agency.reinstated", "listed", commands.reinstate_agency),
        ("suspended", "agency.removed", "removed", commands.remove_agency),
        ("listed", "agency.removed", "removed", commands.remove_agency),
        ("listed", "agency.withdrawn", "withdrawn", commands.withdraw_agency),
        ("draft", "agency.withdrawn", "withdrawn", commands.withdraw_agency),
    ],
)
def test_a_change_of_state_tells_its_reason(state, kind, reached, deed):
    agency = AgencyFactory(**({} if state == "listed" else {state: True}))

    deed(agency_id=agency.pk, reason=" 两份报告超期。 ", **WHO)

    assert last(agency).kind == kind
    assert last(agency).facts == {
        "agency": agency.public_id,
        "state": reached,
        "reason": "两份报告超期。",
    }
    agency.refresh_from_db()
    assert agency.state == reached


def test_a_reinstated_agency_keeps_no_stain():
    agency = AgencyFactory(suspended=True)

    commands.reinstate_agency(agency_id=agency.pk, **WHO)

    agency.refresh_from_db()
    assert (agency.state, agency.state_reason) == ("listed", "")


def test_approval_lists_at_once_where_the_hall_asks_for_no_publicity():
    HallFactory()
    agency = AgencyFactory(in_vetting=True, offers=[ServiceItemFactory()])

    commands.approve_application(agency_id=agency.pk, **WHO)

    agency.refresh_from_db()
    assert (agency.state, agency.listed_at, agency.publicity_ends_on) == ("listed", NOON, None)
    assert last(agency).kind == "agency.listed"


def test_approval_begins_the_publicity_that_the_hall_asks_for():
    HallFactory(rules__publicity_days=5)
    agency = AgencyFactory(in_vetting=True, offers=[ServiceItemFactory()])

    commands.approve_application(agency_id=agency.pk, **WHO)

    agency.refresh_from_db()
    assert (agency.state, agency.publicity_ends_on) == ("publicity", dt.date(2026, 3, 9))
    assert last(agency).facts["publicity_ends_on"] == "2026-03-09"


def test_a_returned_application_is_submitted_again_with_a_clean_slate():
    agency = AgencyFactory(returned=True, offers=[ServiceItemFactory()])

    commands.submit_application(agency_id=agency.pk, **WHO)

    agency.refresh_from_db()
    assert (agency.state, agency.state_reason, agency.submitted_at) == ("in_vetting", "", NOON)


def test_a_withdrawn_application_opens_again_with_what_was_entered():
    agency = AgencyFactory(withdrawn=True)
    service = ListedServiceFactory(agency=agency)

    commands.reopen_application(agency_id=agency.pk, **WHO)

    agency.refresh_from_db()
    assert agency.state == "draft"
    assert list(agency.services.all()) == [service]


def test_a_revocation_is_told_with_its_reason():
    held = CredentialFactory(number="S-5")

    commands.revoke_credential(
        agency_id=held.agency_id, credential_id=held.pk, reason="发证机关撤销。", **WHO
    )

    event = last(held.agency)
    assert (event.kind, event.facts["reason"]) == ("credential.revoked", "发证机关撤销。")
    assert event.facts["number"] == "S-5"


def test_no_public_fact_holds_a_person():
    person = UserFactory(display_name="丁某")
    agency = apply(person, contact_email="office@example.org")
    employ(agency, by=person)

    public = json.dumps([event.facts for event in Event.objects.all()], ensure_ascii=False)

    for secret in ("甲某", "乙某", "丙某", "丁某", "0990-20001", "office@example.org", "R-1"):
        assert secret not in public


def test_a_suspension_hints_to_whoever_listens(django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, agency, **kwargs):
        heard.append((sender, agency.public_id))

    def stumble(sender, **kwargs):
        raise RuntimeError("a listener of ours has a bug")

    agency = AgencyFactory()
    agency_suspended.connect(stumble)
    agency_suspended.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            commands.suspend_agency(agency_id=agency.pk, reason="两份报告超期。", **WHO)
    finally:
        agency_suspended.disconnect(listen)
        agency_suspended.disconnect(stumble)

    assert heard == [(Agency, agency.public_id)]
