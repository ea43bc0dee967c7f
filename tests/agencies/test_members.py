"""Who acts for an organisation: commands and the agency's screen."""

import pytest

from marketplace.models import Event
from marketplace.organisations.commands import invite_member, remove_member
from marketplace.organisations.models import Membership
from marketplace.organisations.parts import Registration, register_organisation
from marketplace.organisations.permissions import acts_for, may_manage_members
from tests.factories import (
    NOON,
    AgencyFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    credit_code,
)

from .deeds import WHO, refused
from .screens import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def administrator(acting, person):
    """The person acts for an agency as its administrator."""
    AgencyFactory(member=person)
    return person


def invite(organisation, user, **changes):
    columns = {"email": user and user.email, **WHO, **changes}
    return invite_member(organisation_id=organisation.pk, **columns)


def test_an_invited_person_acts_as_a_delegate():
    organisation, user = OrganisationFactory(), UserFactory()

    membership = invite(organisation, user, email=f" {user.email.upper()} ")

    assert (membership.user, membership.role) == (user, "delegate")
    event = Event.objects.get()
    assert (event.stream, event.kind) == (organisation.stream, "member.invited")
    assert event.facts == {"credit_code": organisation.credit_code, "role": "delegate"}
    assert event.private.facts == {"member": user.pk, "by": None}


def test_who_has_no_account_cannot_be_invited():
    with refused("member.unknown"):
        invite(OrganisationFactory(), None, email="nobody@example.org")

    assert not Membership.objects.exists()


def test_nobody_is_invited_twice():
    membership = MembershipFactory()

    with refused("member.repeated"):
        invite(membership.organisation, membership.user)

    assert Membership.objects.count() == 1


def test_a_person_is_removed():
    first = MembershipFactory()
    second = MembershipFactory(organisation=first.organisation, role="delegate")

    remove_member(organisation_id=first.organisation_id, user_id=second.user_id, **WHO)

    assert Membership.objects.get() == first
    assert Event.objects.get().kind == "member.removed"


@pytest.mark.parametrize(
    ("code", "who"), [("member.gone", "stranger"), ("member.last_administrator", "administrator")]
)
def test_a_refused_removal_leaves_everybody(code, who):
    membership = MembershipFactory()
    MembershipFactory(organisation=membership.organisation, role="delegate")
    user = membership.user if who == "administrator" else UserFactory()

    with refused(code):
        remove_member(organisation_id=membership.organisation_id, user_id=user.pk, **WHO)

    assert Membership.objects.count() == 2
    assert not Event.objects.exists()


def test_who_acts_for_an_organisation_and_who_decides_about_that():
    administrator = MembershipFactory()
    organisation = administrator.organisation
    delegate = MembershipFactory(organisation=organisation, role="delegate")
    gone = MembershipFactory(organisation=organisation, user__is_active=False)
    stranger = UserFactory()
    people = (administrator.user, delegate.user, gone.user, stranger)

    assert [acts_for(user, organisation) for user in people] == [True, True, False, False]
    assert [may_manage_members(user, organisation) for user in people] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.django_db(transaction=True)
def test_an_organisation_is_registered_inside_its_callers_transaction():
    registration = Registration(credit_code=credit_code(1), name_zh="演示单位")

    with pytest.raises(RuntimeError, match="transaction"):
        register_organisation(registration, by=UserFactory(), at=NOON)


# --- The screen -------------------------------------------------------------------------------


def test_an_administrator_invites_and_removes(acting, administrator):
    colleague = UserFactory()

    invited = acting.post("/agencies/mine/members/", {"email": colleague.email, "role": "delegate"})
    acts = colleague.memberships.count()
    removed = acting.post(f"/agencies/mine/members/{colleague.pk}/remove/")

    assert (invited.status_code, acts, removed.status_code) == (302, 1, 302)
    assert not colleague.memberships.exists()


@pytest.mark.parametrize(
    ("email", "role"),
    [("nobody@example.org", "delegate"), ("nobody", "delegate"), ("", "delegate"), ("own", "king")],
)
def test_a_bad_invitation_is_refused(acting, administrator, email, role):
    email = administrator.email if email == "own" else email

    response = acting.post("/agencies/mine/members/", {"email": email, "role": role})

    assert response.status_code == 422
    assert Membership.objects.count() == 1


def test_the_last_administrator_stays(acting, administrator):
    response = acting.post(f"/agencies/mine/members/{administrator.pk}/remove/")

    assert response.status_code == 422
    assert "member.last_administrator" in text_of(response)
    assert Membership.objects.get().user == administrator


def test_a_delegate_looks_and_does_not_manage(acting, person):
    agency = AgencyFactory()
    MembershipFactory(organisation=agency.organisation, user=person, role="delegate")
    colleague = MembershipFactory(organisation=agency.organisation)

    shown = acting.get("/agencies/mine/members/")
    invited = acting.post("/agencies/mine/members/", {"email": "x@example.org", "role": "delegate"})
    removed = acting.post(f"/agencies/mine/members/{colleague.user_id}/remove/")

    assert [answer.status_code for answer in (shown, invited, removed)] == [200, 403, 403]
    assert colleague.user.email in text_of(shown)
    assert Membership.objects.count() == 2
