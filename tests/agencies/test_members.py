"""Who acts for an organisation: commands and the agency's screen."""

import pytest
from django.contrib.messages import get_messages
from django.core import mail

from marketplace.models import Event
from marketplace.organisations.commands import invite_by_email, remove_member
from marketplace.organisations.models import Invitation, Membership
from marketplace.organisations.parts import Registration, register_organisation
from marketplace.organisations.permissions import acts_for, may_manage_members
from tests.factories import (
    NOON,
    AgencyFactory,
    MembershipFactory,
    UserFactory,
    credit_code,
)

from .deeds import WHO, refused
from .screens import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


MEMBERS = "/agencies/mine/members/"


@pytest.fixture
def agency(person):
    """An agency whose administrator the person is."""
    return AgencyFactory(member=person)


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


def invited(agency, email="new@example.org") -> Invitation:
    return invite_by_email(organisation_id=agency.organisation_id, email=email, **WHO)


def told(response) -> list[str]:
    return [str(each) for each in get_messages(response.wsgi_request)]


def test_somebody_without_an_account_gets_a_letter_signs_up_and_joins(acting, agency, client):
    acting.post(MEMBERS, {"email": " New@Example.org ", "role": "delegate"})

    [letter] = mail.outbox
    url = Invitation.objects.get().get_absolute_url()
    newcomer = UserFactory(email="new@example.org")
    client.force_login(newcomer)
    joined = client.post(url, {"act": "accept"})

    assert (letter.to, url in letter.body) == (["new@example.org"], True)
    assert joined.status_code == 302
    assert agency.organisation.memberships.get(user=newcomer).role == "delegate"
    assert client.get("/agencies/mine/").status_code == 200


def test_nobody_learns_whether_an_address_has_an_account(acting, agency):
    known = UserFactory(email="known@example.org")

    answers = [
        acting.post(MEMBERS, {"email": email, "role": "delegate"})
        for email in (known.email, "other@example.org")
    ]

    said = [told(answer)[-1].split("@")[1] for answer in answers]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert said[0] == said[1]
    assert [letter.to for letter in mail.outbox] == [["other@example.org"]]
    assert not known.memberships.exists()
    assert all(each.email in text_of(acting.get(MEMBERS)) for each in Invitation.objects.all())


def test_a_mail_that_cannot_be_sent_tells_nothing_about_accounts(acting, agency, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    UserFactory(email="known@example.org")

    known, other = (
        acting.post(MEMBERS, {"email": f"{name}@example.org", "role": "delegate"})
        for name in ("known", "other")
    )

    assert (known.status_code, other.status_code) == (302, 302)
    assert told(known)[-1].replace("known@", "other@") == told(other)[-1]
    assert Invitation.objects.filter(outcome="").count() == 2


@pytest.mark.parametrize(
    ("email", "role"),
    [("nobody", "delegate"), ("", "delegate"), ("own", "delegate"), ("x@example.org", "king")],
)
def test_a_bad_invitation_is_refused(acting, agency, person, email, role):
    email = person.email if email == "own" else email

    response = acting.post(MEMBERS, {"email": email, "role": role})

    assert response.status_code == 422
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_an_address_is_invited_once_until_the_invitation_is_taken_back(acting, agency):
    invitation = invited(agency)
    url = f"/agencies/mine/invitations/{invitation.public_id}/"

    again = acting.post(MEMBERS, {"email": invitation.email, "role": "delegate"})
    taken_back, over = acting.post(url), acting.post(url)

    invitation.refresh_from_db()
    assert (again.status_code, taken_back.status_code, over.status_code) == (422, 302, 422)
    assert "invitation.repeated" in text_of(again)
    assert "invitation.over" in text_of(over)
    assert invitation.outcome == "revoked"


def test_another_agencys_invitations_and_people_are_not_there(acting, agency):
    other = AgencyFactory()
    invitation = invited(other)
    somebody = MembershipFactory(organisation=other.organisation, role="delegate").user

    answers = [
        acting.post(f"/agencies/mine/invitations/{invitation.public_id}/"),
        acting.post(f"{MEMBERS}{somebody.pk}/", {"act": "remove"}),
        acting.post(f"{MEMBERS}{somebody.pk}/", {"act": "make_administrator"}),
    ]

    invitation.refresh_from_db()
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert invitation.outcome == ""
    assert other.organisation.memberships.get(user=somebody).role == "delegate"


def test_roles_change_and_one_administrator_stays(acting, agency, person):
    colleague = MembershipFactory(organisation=agency.organisation, role="delegate").user
    mine, theirs = f"{MEMBERS}{person.pk}/", f"{MEMBERS}{colleague.pk}/"

    refused_steps = [acting.post(mine, {"act": act}) for act in ("make_delegate", "remove")]
    done_steps = [
        acting.post(theirs, {"act": "make_administrator"}),
        acting.post(theirs, {"act": "make_delegate"}),
        acting.post(theirs, {"act": "make_administrator"}),
        acting.post(mine, {"act": "remove"}),
    ]

    assert [step.status_code for step in refused_steps] == [422, 422]
    assert all("member.last_administrator" in text_of(step) for step in refused_steps)
    assert [step.status_code for step in done_steps] == [302, 302, 302, 302]
    assert list(agency.organisation.memberships.values_list("user", "role")) == [
        (colleague.pk, "administrator")
    ]


def test_a_colleague_is_removed(acting, agency, person):
    colleague = MembershipFactory(organisation=agency.organisation, role="delegate").user

    removed = acting.post(f"{MEMBERS}{colleague.pk}/", {"act": "remove"})

    assert (removed.status_code, removed["Location"]) == (302, MEMBERS)
    assert Membership.objects.get().user == person


def test_a_delegate_looks_and_does_not_manage(acting, person):
    agency = AgencyFactory()
    MembershipFactory(organisation=agency.organisation, user=person, role="delegate")
    colleague = MembershipFactory(organisation=agency.organisation)
    invitation = invited(agency)

    shown = acting.get(MEMBERS)
    tried = [
        acting.post(MEMBERS, {"email": "x@example.org", "role": "delegate"}),
        acting.post(f"{MEMBERS}{colleague.user_id}/", {"act": "remove"}),
        acting.post(f"/agencies/mine/invitations/{invitation.public_id}/"),
    ]

    assert [answer.status_code for answer in (shown, *tried)] == [200, 403, 403, 403]
    assert colleague.user.email in text_of(shown)
    assert invitation.email in text_of(shown)
    assert (Membership.objects.count(), Invitation.objects.get().outcome) == (2, "")
