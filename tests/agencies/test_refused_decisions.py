"""Every refusal of a decision about an agency, and that it leaves nothing behind."""

import pytest

from agencies import commands
from marketplace.models import CredentialType, Event
from tests.factories import (
    DAY,
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    HallFactory,
    MembershipFactory,
    ServiceItemFactory,
    UserFactory,
)

from .deeds import WHO, refused

pytestmark = pytest.mark.django_db


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
