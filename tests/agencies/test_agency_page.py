"""One agency's page, as everybody may read it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agencies import commands
from agencies.views.agency import lamp_of
from tests.factories import (
    DAY,
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    ListedServiceFactory,
    PractitionerFactory,
    ServiceItemFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
TODAY = NOON.date()


def page(client, agency, prefix=""):
    return client.get(f"{prefix}/agencies/{agency.public_id}/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_answers_in_both_languages(client, prefix):
    agency = AgencyFactory()
    organisation = agency.organisation

    text = page(client, agency, prefix).content.decode()

    for fact in (agency.public_id, organisation.credit_code, agency.contact_phone, agency.address):
        assert fact in text
    assert (organisation.name_en if prefix else organisation.name_zh) in text


@pytest.mark.parametrize("state", ["draft", "in_vetting", "returned", "withdrawn"])
def test_who_was_never_listed_has_no_page(client, state):
    assert page(client, AgencyFactory(**{state: True})).status_code == 404


def test_an_unknown_agency_has_no_page(client):
    assert client.get("/agencies/agency-000404/").status_code == 404


@pytest.mark.parametrize(
    ("deed", "state"),
    [
        (commands.suspend_agency, "listed"),
        (commands.remove_agency, "listed"),
        (commands.withdraw_agency, "listed"),
    ],
)
def test_who_cannot_be_chosen_any_more_says_since_when_and_why(client, deed, state):
    agency = AgencyFactory()
    deed(agency_id=agency.pk, reason="两份报告超期。", by=None, at=NOON)

    response = page(client, agency)

    assert response.status_code == 200
    assert "两份报告超期。" in response.content.decode()
    assert response.context["ended"] == NOON


def test_publicity_says_until_when_objections_are_taken(client):
    agency = AgencyFactory(publicity=True, publicity_ends_on=dt.date(2026, 3, 9))

    assert "2026年3月9日" in page(client, agency).content.decode()


def test_people_are_told_by_profession_and_count(client):
    agency = AgencyFactory()
    PractitionerFactory.create_batch(2, agency=agency, profession="注册测绘师")
    PractitionerFactory(agency=agency, profession="注册造价工程师", name="丙某某")

    response = page(client, agency)

    assert response.context["professions"] == [("注册测绘师", 2), ("注册造价工程师", 1)]
    text = response.content.decode()
    for secret in ("丙某", agency.legal_representative, agency.contact_name):
        assert secret not in text


def test_services_show_price_and_days_against_their_limits(client):
    agency = AgencyFactory()
    ListedServiceFactory(agency=agency, price_minor=1_500_000, committed_days=10)
    ListedServiceFactory(agency=agency, price_minor=None, discount_bp=1250, committed_days=7)
    stopped = ListedServiceFactory(agency=agency, is_active=False)

    text = page(client, agency, "/en").content.decode()

    assert "CNY 15,000.00" in text
    assert "CNY 20,000.00" in text
    assert "12.5%" in text
    assert "CNY 17,500.00" in text
    assert text.count('class="ruler"') == 4
    assert stopped.item.name_en not in text


def test_a_service_without_a_cap_says_so(client):
    item = ServiceItemFactory(cap_minor=None, fee_policy="market")
    agency = AgencyFactory(offers=[item])

    assert "market price, no cap" in page(client, agency, "/en").content.decode()


@pytest.mark.parametrize(
    ("columns", "lamp"),
    [
        ({"valid_to": None}, "ok"),
        ({"valid_to": TODAY + 60 * DAY}, "ok"),
        ({"valid_to": TODAY + 59 * DAY}, "warn"),
        ({"valid_to": TODAY}, "warn"),
        ({"valid_to": TODAY - DAY}, "stop"),
        ({"valid_from": TODAY + DAY}, "idle"),
        ({"revoked_on": TODAY}, "stop"),
        ({"revoked_on": TODAY + 10 * DAY}, "warn"),
        ({"type__abolished_on": TODAY}, "stop"),
        ({"type__abolished_on": TODAY + 20 * DAY}, "warn"),
    ],
)
def test_a_certificate_has_the_lamp_of_its_validity(columns, lamp):
    assert lamp_of(CredentialFactory(**columns), TODAY).kind == lamp


def test_the_last_day_is_a_day_left():
    held = CredentialFactory(valid_to=TODAY)

    with translation.override("en"):
        assert lamp_of(held, TODAY).label == "1 day left"


def test_its_people_and_the_hall_find_their_way(client):
    agency = AgencyFactory(member=(person := UserFactory()))
    here = f"/admin/agencies/sanctions/{agency.public_id}/"

    anonymous = page(client, agency).content.decode()
    client.force_login(person)
    its_own = page(client, agency).content.decode()
    client.force_login(UserFactory(sanctions=True))
    the_hall = page(client, agency).content.decode()

    assert "/agencies/mine/" in its_own
    assert here in the_hall
    for link in ('href="/agencies/mine/"', here):
        assert link not in anonymous


@pytest.mark.parametrize("text", ["🌿\n<script>x</script>", "شركة; DROP TABLE"])
def test_honest_prose_is_shown_as_text(client, text):
    agency = AgencyFactory(introduction_zh=text)

    shown = page(client, agency).content.decode()

    assert "<script>x" not in shown
    assert text.split("\n")[0] in shown


def test_three_of_everything_take_as_many_queries_as_one(client):
    agency, survey = AgencyFactory(), CredentialTypeFactory()
    path = f"/agencies/{agency.public_id}/"

    def grow():
        CredentialFactory(agency=agency, type=survey)
        ListedServiceFactory(agency=agency)
        PractitionerFactory(agency=agency)

    def queries():
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    grow()
    for_one = queries()
    grow()
    grow()

    assert queries() == for_one
