"""Every refusal of the agencies' commands, and that it leaves nothing behind."""

import datetime as dt

import pytest

from agencies import commands
from agencies.models import Agency, Credential, ListedService, Practitioner
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import CredentialType, Event, ServiceItem
from marketplace.organisations.models import Organisation
from tests.factories import (
    DAY,
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    HallFactory,
    ListedServiceFactory,
    MembershipFactory,
    OrganisationFactory,
    PractitionerFactory,
    ServiceItemFactory,
    UserFactory,
    credit_code,
)

from .deeds import apply, employ, enter, offer

pytestmark = pytest.mark.django_db
WHO = {"by": None, "at": NOON}


def refused(code):
    return pytest.raises(Refusal, match=f"^{code.replace('.', '[.]')}$")


def rows():
    """Return how many of everything there are."""
    kinds = (Agency, Organisation, Credential, Practitioner, ListedService, Event)
    return [kind.objects.count() for kind in kinds]


# --- To join ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("credit_code.wrong", {"credit_code": credit_code(7_000_001)[:17] + "0"}),
        ("credit_code.wrong", {"credit_code": "9199"}),
        ("credit_code.wrong", {"credit_code": ""}),
        ("record.invalid", {"name_zh": ""}),
        ("record.invalid", {"name_zh": "字" * 121}),
        ("record.invalid", {"name_zh": "演示\u202e公司"}),
        ("record.invalid", {"kind": "guild"}),
        ("record.invalid", {"address": "a\x00b"}),
        ("record.invalid", {"contact_email": "nobody"}),
        ("record.invalid", {"introduction_zh": "长" * 2001}),
    ],
)
def test_a_refused_application_leaves_nothing_behind(code, changes):
    before = rows()

    with refused(code):
        apply(**changes)

    assert rows() == before


def test_a_credit_code_registers_once():
    OrganisationFactory(credit_code=credit_code(7_000_001))
    before = rows()

    with refused("organisation.registered"):
        apply(credit_code=credit_code(7_000_001).lower())

    assert rows() == before


def test_full_width_characters_of_a_credit_code_are_read():
    wide = "".join(chr(ord(char) + 0xFEE0) for char in credit_code(7_000_001))

    agency = apply(credit_code=wide)

    assert agency.organisation.credit_code == credit_code(7_000_001)


def test_a_person_acts_for_one_agency():
    person = UserFactory()
    AgencyFactory(member=person)
    before = rows()

    with refused("agency.already"):
        apply(person)

    assert rows() == before


@pytest.mark.parametrize("state", ["withdrawn", "removed"])
def test_who_acted_for_an_agency_that_is_gone_may_register_another(state):
    person = UserFactory()
    AgencyFactory(member=person, **{state: True})

    assert apply(person).state == "draft"


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
    from marketplace.organisations.parts import Registration

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


# --- The hall's decisions ---------------------------------------------------------------------


def test_everything_that_is_missing_is_told_at_once():
    survey = CredentialTypeFactory(name_zh="测绘资质")
    item = ServiceItemFactory(name_zh="土地测绘", requires=[(survey, "A")])
    agency = AgencyFactory(draft=True, address="", contact_phone="", offers=[item])
    CredentialFactory(agency=agency, number="S-7", valid_to=(NOON - DAY).date())

    with refused("application.incomplete") as refusal:
        commands.submit_application(agency_id=agency.pk, **WHO)

    message = str(refusal.value.message)
    assert [f"({number})" in message for number in range(1, 6)] == [True] * 4 + [False]
    assert "S-7" in message
    assert "土地测绘" in message
    agency.refresh_from_db()
    assert (agency.state, agency.submitted_at) == ("draft", None)


def test_an_application_needs_a_service():
    agency = AgencyFactory(draft=True)

    with refused("application.incomplete"):
        commands.submit_application(agency_id=agency.pk, **WHO)


def test_any_one_of_the_credentials_is_enough_where_the_item_says_so():
    one, other = CredentialTypeFactory(), CredentialTypeFactory()
    item = ServiceItemFactory(requires=[(one, "B"), (other, "B")], credential_rule="any")
    agency = AgencyFactory(draft=True, offers=[item], holds=[(other, "A")])

    commands.submit_application(agency_id=agency.pk, **WHO)

    agency.refresh_from_db()
    assert agency.state == "in_vetting"


def test_all_of_the_credentials_are_needed_where_the_item_says_so():
    one, other = CredentialTypeFactory(), CredentialTypeFactory()
    item = ServiceItemFactory(requires=[(one, "B"), (other, "B")], credential_rule="all")
    agency = AgencyFactory(draft=True, offers=[item], holds=[(other, "A")])

    with refused("application.incomplete"):
        commands.submit_application(agency_id=agency.pk, **WHO)


@pytest.mark.parametrize(
    ("state", "deed"),
    [
        ("in_vetting", lambda **who: commands.approve_application(**who)),
        ("in_vetting", lambda **who: commands.return_application(**who, reason="缺少地址。")),
        ("listed", lambda **who: commands.suspend_agency(**who, reason="两份报告超期。")),
        ("suspended", lambda **who: commands.reinstate_agency(**who)),
        ("suspended", lambda **who: commands.remove_agency(**who, reason="伪造证书。")),
    ],
)
def test_nobody_decides_about_their_own_agency(state, deed):
    HallFactory()
    vetter = UserFactory(operator=True)
    traits = {} if state == "listed" else {state: True}
    agency = AgencyFactory(member=vetter, **traits)

    with refused("agency.own"):
        deed(agency_id=agency.pk, by=vetter, at=NOON)

    agency.refresh_from_db()
    assert agency.state == state
    assert not Event.objects.exists()


def test_nobody_revokes_a_certificate_of_their_own_agency():
    vetter = UserFactory(operator=True)
    held = CredentialFactory(agency=AgencyFactory(member=vetter))

    with refused("agency.own"):
        commands.revoke_credential(
            agency_id=held.agency_id, credential_id=held.pk, reason="注销。", by=vetter, at=NOON
        )


@pytest.mark.parametrize("reason", ["", "  \n "])
@pytest.mark.parametrize("deed", ["return_application", "suspend_agency", "remove_agency"])
def test_a_decision_without_a_reason_is_refused(deed, reason):
    traits = {"in_vetting": True} if deed == "return_application" else {}
    agency = AgencyFactory(**traits)
    before = agency.state

    with refused("reason.missing"):
        getattr(commands, deed)(agency_id=agency.pk, reason=reason, **WHO)

    agency.refresh_from_db()
    assert agency.state == before


def test_a_revocation_needs_a_reason_and_happens_once():
    held = CredentialFactory()
    who = {"agency_id": held.agency_id, "credential_id": held.pk, **WHO}

    with refused("reason.missing"):
        commands.revoke_credential(**who, reason=" ")
    commands.revoke_credential(**who, reason="发证机关撤销。")
    with refused("credential.revoked"):
        commands.revoke_credential(**who, reason="发证机关撤销。")

    held.refresh_from_db()
    assert (held.revoked_on, held.lapsed_on) == (NOON.date(), NOON.date())


def test_a_reason_that_hides_something_is_refused():
    agency = AgencyFactory()

    with refused("record.invalid"):
        commands.suspend_agency(agency_id=agency.pk, reason="好\u202e坏", **WHO)

    agency.refresh_from_db()
    assert agency.state == "listed"


def test_a_certificate_that_lapsed_since_stops_the_approval():
    HallFactory()
    survey = CredentialTypeFactory()
    item = ServiceItemFactory(requires=[(survey, "B")])
    agency = AgencyFactory(in_vetting=True, offers=[item], holds=[(survey, "A")])
    CredentialType.objects.filter(pk=survey.pk).update(abolished_on=NOON.date())

    with refused("application.incomplete"):
        commands.approve_application(agency_id=agency.pk, **WHO)


def test_without_a_hall_nobody_is_let_in():
    agency = AgencyFactory(in_vetting=True, offers=[ServiceItemFactory()])

    with refused("hall.missing"):
        commands.approve_application(agency_id=agency.pk, **WHO)


def test_a_decision_is_made_once():
    HallFactory()
    agency = AgencyFactory(in_vetting=True, offers=[ServiceItemFactory()])
    commands.approve_application(agency_id=agency.pk, **WHO)

    with refused("agency.wrong_state"):
        commands.approve_application(agency_id=agency.pk, **WHO)

    assert Event.objects.filter(kind="agency.listed").count() == 1


def test_a_member_may_leave_the_decision_to_a_colleague():
    HallFactory()
    agency = AgencyFactory(in_vetting=True, offers=[ServiceItemFactory()])
    MembershipFactory(organisation=agency.organisation)

    commands.approve_application(agency_id=agency.pk, by=UserFactory(vetting=True), at=NOON)

    agency.refresh_from_db()
    assert (agency.state, agency.listed_at) == ("listed", NOON)
