"""What the app offers to the rest of the site: desks, menu entries, a look in the back office."""

import pytest
from django.test import RequestFactory

from agencies.models import Agency
from agencies.permissions import agency_of, may_edit, may_see
from agencies.wagtail_hooks import (
    offer_agency_desk,
    offer_registration,
    offer_sanctions_desk,
    offer_vetting_desk,
)
from tests.factories import AgencyFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def desks(user):
    """Return the addresses of the desks that a person is offered."""
    request = RequestFactory().get("/")
    request.user = user
    offers = (offer_agency_desk, offer_registration, offer_vetting_desk, offer_sanctions_desk)
    return [desk.url for offer in offers if (desk := offer(request)) is not None]


def test_each_person_is_offered_their_own_desks():
    member = UserFactory()
    AgencyFactory(member=member)
    owner = MembershipFactory().user

    assert desks(member) == ["/agencies/mine/"]
    assert desks(UserFactory()) == ["/agencies/mine/register/"]
    assert desks(owner) == []
    assert desks(UserFactory(vetting=True)) == ["/admin/agencies/vetting/"]
    assert desks(UserFactory(sanctions=True)) == ["/admin/agencies/sanctions/"]
    assert desks(UserFactory(editor=True)) == []


def test_the_vetting_desk_says_how_many_wait():
    AgencyFactory.create_batch(2, in_vetting=True)
    request = RequestFactory().get("/")
    request.user = UserFactory(vetting=True)

    assert "2" in str(offer_vetting_desk(request).description)


def test_the_directory_is_in_the_main_menu(client):
    assert 'href="/agencies/"' in client.get("/agencies/").content.decode()


def test_a_person_acts_for_their_newest_agency():
    user = UserFactory()
    AgencyFactory(member=user, withdrawn=True)
    newest = AgencyFactory(member=user)

    assert agency_of(user) == newest
    assert agency_of(UserFactory(is_active=False)) is None


def test_a_draft_is_seen_by_its_people_and_the_vetters():
    member = UserFactory()
    draft, listed = AgencyFactory(draft=True, member=member), AgencyFactory()
    vetter, stranger = UserFactory(vetting=True), UserFactory()

    assert [may_see(user, draft) for user in (member, vetter, stranger)] == [True, True, False]
    assert may_see(stranger, listed)
    assert [may_edit(user, draft) for user in (member, vetter, stranger)] == [True, False, False]


# --- Wagtail's admin --------------------------------------------------------------------------


@pytest.mark.parametrize("duty", ["editor", "administrator"])
def test_the_back_office_lists_and_shows_agencies(client, duty):
    agency = AgencyFactory()
    client.force_login(UserFactory(**{duty: True}))

    listed = client.get("/admin/agency_register/")
    shown = client.get(f"/admin/agency_register/inspect/{agency.pk}/")

    assert agency.public_id in listed.content.decode()
    assert agency.public_id in shown.content.decode()
    for secret in (agency.contact_name, agency.legal_representative):
        assert secret not in shown.content.decode()


@pytest.mark.parametrize("deed", ["new/", "edit/{pk}/", "delete/{pk}/"])
def test_nothing_can_be_changed_in_the_back_office(client, deed):
    agency = AgencyFactory()
    client.force_login(UserFactory(administrator=True))
    path = f"/admin/agency_register/{deed.format(pk=agency.pk)}"

    for answer in (client.get(path), client.post(path, {"state": "removed"})):
        assert answer.status_code in {302, 403}

    assert Agency.objects.get().state == "listed"


@pytest.mark.parametrize(
    ("duty", "seen"),
    [
        ("vetting", {"vetting", "register"}),
        ("sanctions", {"sanctions", "register"}),
        ("draw", {"register"}),
        ("regulator", {"vetting", "register"}),
    ],
)
def test_the_menu_shows_each_duty_its_own(client, duty, seen):
    client.force_login(UserFactory(**{duty: True}))
    ways = {
        "vetting": "/admin/agencies/vetting/",
        "sanctions": "/admin/agencies/sanctions/",
        "register": "/admin/agency_register/",
    }

    page = client.get("/admin/").content.decode()

    assert {name for name, way in ways.items() if f'"{way}"' in page} == seen
