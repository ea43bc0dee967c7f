"""An agency's credentials, people and services, through the front door."""

import pytest
from django.http import Http404

from agencies.commands import withdraw_credential
from agencies.models import Credential
from agencies.views.attempts import refusal_of
from tests.factories import (
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    ListedServiceFactory,
    MembershipFactory,
    PractitionerFactory,
    ServiceItemFactory,
)

from .deeds import rows
from .screens import a_file, certificate, offer, registered_person, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
BOTH = pytest.mark.parametrize("prefix", ["", "/en"])


def test_a_certificate_is_entered(acting, person):
    agency, survey = AgencyFactory(member=person), CredentialTypeFactory()

    response = acting.post("/agencies/mine/credentials/", certificate(survey, number=" Ｓ-1 "))

    held = agency.credentials.get()
    assert response.status_code == 302
    assert (held.type, held.number, held.grade.code) == (survey, "Ｓ-1", "A")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"valid_to": "2026-03-01"}, "credential.expired"),
        ({"number": "S-9"}, "credential.repeated"),
        ({"valid_to": ""}, "credential.endless"),
        ({"number": ""}, ""),
        ({"number": "S\u202e1"}, ""),
        ({"number": a_file}, ""),
        ({"grade": "99999"}, ""),
        ({"grade": "two"}, ""),
        ({"valid_from": "٢٠٢٥-٠٣-٠١"}, ""),
        ({"valid_from": "2025-02-30"}, ""),
        ({"valid_from": "yesterday"}, ""),
        ({"valid_from": "2027-01-01"}, ""),
        ({"valid_from": a_file}, ""),
    ],
)
def test_a_bad_certificate_is_refused_and_nothing_is_stored(acting, person, changes, code):
    survey = CredentialTypeFactory(validity_years=5)
    CredentialFactory(type=survey, number="S-9")
    AgencyFactory(member=person)
    before = rows()

    response = acting.post("/agencies/mine/credentials/", certificate(survey, **changes))

    assert response.status_code == 422
    assert code in text_of(response)
    assert rows() == before


def test_abolished_types_are_not_offered(acting, person):
    AgencyFactory(member=person)
    old = CredentialTypeFactory(abolished_on=NOON.date(), name_zh="旧资质")

    response = acting.post("/agencies/mine/credentials/", certificate(old))

    assert response.status_code == 422
    assert "旧资质" not in text_of(response)


def test_a_certificate_is_entered_once_however_often_it_is_sent(acting, person):
    agency, survey = AgencyFactory(member=person), CredentialTypeFactory()
    acting.post("/agencies/mine/credentials/", certificate(survey))

    response = acting.post("/agencies/mine/credentials/", certificate(survey))

    assert response.status_code == 422
    assert "credential.repeated" in text_of(response)
    assert agency.credentials.count() == 1


def test_a_certificate_is_withdrawn(acting, person):
    held = CredentialFactory(agency=AgencyFactory(member=person))

    response = acting.post(f"/agencies/mine/credentials/{held.pk}/withdraw/")

    assert response.status_code == 302
    assert not Credential.objects.exists()


def test_what_rests_is_not_withdrawn(acting, person):
    held = CredentialFactory(agency=AgencyFactory(member=person, in_vetting=True))

    response = acting.post(f"/agencies/mine/credentials/{held.pk}/withdraw/")

    assert response.status_code == 422
    assert "agency.not_editable" in text_of(response)
    assert Credential.objects.get() == held


def test_nobody_acts_for_another_agency(acting, person):
    AgencyFactory(member=person)
    theirs = AgencyFactory()
    credential = CredentialFactory(agency=theirs)
    practitioner = PractitionerFactory(agency=theirs)
    service = ListedServiceFactory(agency=theirs)
    somebody = MembershipFactory(organisation=theirs.organisation)
    before = rows()

    for path in (
        f"credentials/{credential.pk}/withdraw/",
        f"people/{practitioner.pk}/remove/",
        f"services/{service.item.code}/stop/",
        f"services/{service.item.code}/",
        f"members/{somebody.user_id}/remove/",
    ):
        assert acting.post(f"/agencies/mine/{path}").status_code == 404

    assert rows() == before
    assert theirs.organisation.memberships.count() == 1


def test_a_person_is_entered_and_removed(acting, person):
    agency = AgencyFactory(member=person)

    entered = acting.post("/agencies/mine/people/", registered_person())
    practitioner = agency.practitioners.get()
    removed = acting.post(f"/agencies/mine/people/{practitioner.pk}/remove/")

    assert (entered.status_code, removed.status_code) == (302, 302)
    assert not agency.practitioners.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"registration_number": "R-9"}, "practitioner.elsewhere"),
        ({"valid_to": "2026-03-01"}, "practitioner.expired"),
        ({"valid_to": "2025-01-01"}, ""),
        ({"name": ""}, ""),
        ({"profession": "a\u2069b"}, ""),
    ],
)
def test_a_bad_person_is_refused_and_nothing_is_stored(acting, person, changes, code):
    PractitionerFactory(registration_number="R-9")
    AgencyFactory(member=person)
    before = rows()

    response = acting.post("/agencies/mine/people/", registered_person(**changes))

    assert response.status_code == 422
    assert code in text_of(response)
    assert rows() == before


def test_a_service_is_listed_changed_and_stopped(acting, person):
    agency, item = AgencyFactory(member=person), ServiceItemFactory(code="SUR-01")

    acting.post(
        "/agencies/mine/services/", offer(item, price="１８，０００.５", committed_days="１２")
    )
    listed = agency.services.get()
    acting.post(
        "/agencies/mine/services/SUR-01/", {"price": "", "discount": "12.5", "committed_days": "9"}
    )
    changed = agency.services.get()
    acting.post("/agencies/mine/services/SUR-01/stop/")

    assert (listed.price_minor, listed.committed_days) == (1_800_050, 12)
    assert (changed.price_minor, changed.discount_bp, changed.committed_days) == (None, 1250, 9)
    assert not agency.services.active().exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"price": "20000.01"}, "service.above_cap"),
        ({"committed_days": "21"}, "service.too_slow"),
        ({"price": ""}, "service.price_or_discount"),
        ({"discount": "10"}, "service.price_or_discount"),
        ({"price": "100.001"}, ""),
        ({"price": "-1"}, ""),
        ({"price": "1e3"}, ""),
        ({"price": "٣٠٠"}, ""),
        ({"price": "10²"}, ""),
        ({"price": "NaN"}, ""),
        ({"price": "9" * 20}, ""),
        ({"price": a_file}, ""),
        ({"price": "", "discount": "100"}, ""),
        ({"price": "", "discount": "12.345"}, ""),
        ({"price": "", "discount": "٥"}, ""),
        ({"price": "", "discount": "a lot"}, ""),
        ({"committed_days": "0"}, ""),
        ({"committed_days": "2.5"}, ""),
        ({"committed_days": "٣"}, ""),
        ({"committed_days": ""}, ""),
        ({"item": "99999"}, ""),
        ({"item": "x"}, ""),
    ],
)
def test_a_bad_offer_is_refused_and_nothing_is_stored(acting, person, changes, code):
    item = ServiceItemFactory()
    AgencyFactory(member=person)
    before = rows()

    response = acting.post("/agencies/mine/services/", offer(item, **changes))

    assert response.status_code == 422
    assert code in text_of(response)
    assert rows() == before


def test_a_service_is_listed_once_however_often_it_is_sent(acting, person):
    agency, item = AgencyFactory(member=person), ServiceItemFactory()
    acting.post("/agencies/mine/services/", offer(item))

    response = acting.post("/agencies/mine/services/", offer(item))

    assert response.status_code == 422
    assert "service.repeated" in text_of(response)
    assert agency.services.count() == 1


def test_a_refused_change_keeps_the_old_terms(acting, person):
    service = ListedServiceFactory(agency=AgencyFactory(member=person))

    response = acting.post(
        f"/agencies/mine/services/{service.item.code}/",
        {"price": "15000", "discount": "", "committed_days": "30"},
    )

    assert response.status_code == 422
    assert "service.too_slow" in text_of(response)
    service.refresh_from_db()
    assert service.committed_days == 10


@pytest.mark.parametrize(
    "path", ["people/{person.pk}/remove/", "services/{service.item.code}/stop/"]
)
def test_what_rests_is_not_taken_away(acting, person, path):
    agency = AgencyFactory(member=person, in_vetting=True)
    practitioner = PractitionerFactory(agency=agency)
    service = ListedServiceFactory(agency=agency)

    response = acting.post(f"/agencies/mine/{path.format(person=practitioner, service=service)}")

    assert response.status_code == 422
    assert "agency.not_editable" in text_of(response)
    assert (agency.practitioners.count(), agency.services.active().count()) == (1, 1)


def test_what_goes_while_the_button_is_pressed_is_not_found():
    held = CredentialFactory()
    who = {"agency_id": held.agency_id, "credential_id": held.pk, "by": None, "at": NOON}
    Credential.objects.all().delete()

    with pytest.raises(Http404):
        refusal_of(withdraw_credential, **who)


def test_records_say_what_they_are():
    held, practitioner, service = CredentialFactory(), PractitionerFactory(), ListedServiceFactory()
    membership = MembershipFactory()

    assert str(held) == f"{held.type.name} {held.number}"
    assert str(practitioner) == f"{practitioner.name}, {practitioner.profession}"
    assert str(service) == f"{service.agency_id}: {service.item_id}"
    assert str(held.agency) == held.agency.organisation.name
    assert str(membership) == f"{membership.user_id} for {membership.organisation_id}"
