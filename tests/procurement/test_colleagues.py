"""An owner's administrator invites, the person joins, and roles change; one always stays."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from marketplace.organisations import commands
from marketplace.organisations.models import Invitation
from tests.factories import DAY, NOON, MembershipFactory, UserFactory
from tests.factories.procurement import OwnerFactory

from .refused import events, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
MEMBERS = "/desk/owner/members/"


@pytest.fixture
def owner():
    return OwnerFactory()


@pytest.fixture
def boss(owner):
    return MembershipFactory(organisation=owner.organisation, role="administrator").user


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def invited(owner, email="new@example.com", **changes):
    told = {"organisation_id": owner.organisation_id, "by": UserFactory(), "at": NOON}
    return commands.invite_by_email(email=email, **told | changes)


def test_a_stranger_gets_a_letter_signs_up_and_joins(owner, boss):
    signed_in(boss).post(MEMBERS, {"email": "New@Example.com", "role": "delegate"})

    [letter] = mail.outbox
    invitation = Invitation.objects.get()
    person = UserFactory(email="new@example.com")
    desk = signed_in(person).get(reverse("marketplace:desk"))
    url = reverse("organisations:invitation", args=[invitation.public_id])
    joined = signed_in(person).post(url, {"act": "accept"})

    assert letter.to == ["new@example.com"]
    assert url in letter.body
    assert desk.status_code in (200, 302)
    assert joined.status_code == 302
    assert owner.organisation.memberships.get(user=person).role == "delegate"
    assert events() == ["member.invited", "member.joined"]
    assert signed_in(person).get(reverse("procurement:owner_desk")).status_code == 200


def test_who_has_an_account_hears_of_it_on_the_site_and_not_by_a_second_letter(owner, boss):
    UserFactory(email="known@example.com")

    signed_in(boss).post(MEMBERS, {"email": "known@example.com", "role": "delegate"})

    assert mail.outbox == []


def test_a_delegate_sees_colleagues_and_invites_nobody(owner):
    person = MembershipFactory(organisation=owner.organisation, role="delegate").user
    browser = signed_in(person)

    assert browser.get(MEMBERS).status_code == 200
    assert browser.post(MEMBERS, {"email": "x@example.com", "role": "delegate"}).status_code == 403
    assert browser.post(f"{MEMBERS}{person.pk}/", {"act": "remove"}).status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a\nb@example.com", "x" * 300])
def test_what_is_no_address_is_refused(owner, boss, email):
    assert signed_in(boss).post(MEMBERS, {"email": email, "role": "delegate"}).status_code == 422
    assert not Invitation.objects.exists()


def test_an_invitation_waits_once_and_lapses(owner):
    told = {"organisation_id": owner.organisation_id, "by": UserFactory(), "at": NOON}
    first = invited(owner)

    refused("invitation.repeated", commands.invite_by_email, email=first.email, **told)
    refused("invitation.address", commands.invite_by_email, email="nobody", **told)
    member = MembershipFactory(organisation=owner.organisation, role="delegate").user
    refused("member.repeated", commands.invite_by_email, email=member.email, **told)
    again = invited(owner, at=NOON + 15 * DAY)
    first.refresh_from_db()
    assert (first.outcome, again.outcome) == ("lapsed", "")


def test_so_many_invitations_wait_and_no_more(owner, monkeypatch):
    monkeypatch.setitem(commands.invite_by_email.__globals__, "MOST_WAITING", 1)
    invited(owner)
    told = {"organisation_id": owner.organisation_id, "by": UserFactory(), "at": NOON}

    refused("invitation.too_many", commands.invite_by_email, email="b@example.com", **told)


def test_an_invitation_is_for_its_address_alone_and_ends_with_one_answer(owner):
    invitation = invited(owner)
    other, person = UserFactory(), UserFactory(email="new@example.com")
    told = {"invitation_id": invitation.pk, "at": NOON}
    url = reverse("organisations:invitation", args=[invitation.public_id])

    assert signed_in(other).get(url).status_code == 404
    refused("invitation.other_address", commands.accept_invitation, by=other, **told)
    assert "invitation.no_answer" in signed_in(person).post(url, {"act": "maybe"}).text
    assert signed_in(person).post(url, {"act": "decline"}).status_code == 302
    refused("invitation.over", commands.accept_invitation, by=person, **told)
    refused("invitation.over", commands.revoke_invitation, by=person, **told)
    assert signed_in(person).get(url).status_code == 200
    assert not owner.organisation.memberships.exists()


def test_who_acts_for_it_already_does_not_join_twice(owner):
    invitation = invited(owner)
    person = UserFactory(email="new@example.com")
    MembershipFactory(organisation=owner.organisation, user=person)
    told = {"invitation_id": invitation.pk, "by": person, "at": NOON}

    refused("member.repeated", commands.accept_invitation, **told)


def test_an_invitation_is_taken_back(owner, boss):
    invitation = invited(owner)
    url = reverse("procurement:owner_invitation", args=[invitation.public_id])

    response = signed_in(boss).post(url)

    invitation.refresh_from_db()
    assert response.status_code == 302
    assert invitation.outcome == "revoked"
    assert signed_in(boss).post(url).status_code == 422


def test_another_owners_invitation_and_people_do_not_exist(owner, boss):
    other = OwnerFactory()
    invitation, person = invited(other), MembershipFactory(organisation=other.organisation).user
    url = reverse("procurement:owner_invitation", args=[invitation.public_id])

    assert signed_in(boss).post(url).status_code == 404
    assert signed_in(boss).post(f"{MEMBERS}{person.pk}/", {"act": "remove"}).status_code == 404


def test_roles_change_and_one_administrator_stays(owner, boss):
    person = MembershipFactory(organisation=owner.organisation, role="delegate").user
    browser = signed_in(boss)

    assert browser.post(f"{MEMBERS}{boss.pk}/", {"act": "make_delegate"}).status_code == 422
    assert browser.post(f"{MEMBERS}{boss.pk}/", {"act": "remove"}).status_code == 422
    assert browser.post(f"{MEMBERS}{person.pk}/", {"act": "make_administrator"}).status_code == 302
    assert browser.post(f"{MEMBERS}{boss.pk}/", {"act": "remove"}).status_code == 302

    told = {"organisation_id": owner.organisation_id, "by": person, "at": NOON}
    roles = list(owner.organisation.memberships.values_list("user", "role"))
    assert roles == [(person.pk, "administrator")]
    refused(
        "member.last_administrator",
        commands.change_role,
        user_id=person.pk,
        role="delegate",
        **told,
    )
    refused(
        "member.same_role", commands.change_role, user_id=person.pk, role="administrator", **told
    )
    refused("member.gone", commands.change_role, user_id=boss.pk, role="delegate", **told)


def test_a_person_without_invitations_is_told_which_address_counts():
    person = UserFactory()

    assert person.email in signed_in(person).get(reverse("organisations:invitations")).text
