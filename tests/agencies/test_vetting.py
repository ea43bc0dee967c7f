"""The hall's screens for applications to check."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.models import Event
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    HallFactory,
    ListedServiceFactory,
    PractitionerFactory,
    ServiceItemFactory,
    UserFactory,
)

from .screens import a_file, reads, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])
DESK = "/admin/agencies/vetting/"


@pytest.fixture
def vetter(client):
    HallFactory()
    user = UserFactory(vetting=True)
    client.force_login(user)
    return user


def applicant(**columns):
    return AgencyFactory(in_vetting=True, offers=[ServiceItemFactory()], **columns)


@BOTH
def test_the_queue_shows_the_oldest_first(client, vetter, language):
    reads(vetter, language)
    young = applicant(submitted_at=NOON - HOUR)
    old = applicant(submitted_at=NOON - 9 * DAY)
    publicised = AgencyFactory(publicity=True)
    for trait in ("draft", "returned", "withdrawn"):
        AgencyFactory(**{trait: True})

    waiting = client.get(DESK)
    public = client.get(DESK, {"show": "publicity"})

    assert list(waiting.context["page"]) == [old, young]
    assert list(public.context["page"]) == [publicised]


@BOTH
def test_an_application_stands_beside_what_the_rules_ask(client, vetter, language):
    reads(vetter, language)
    survey = CredentialTypeFactory()
    covered = ServiceItemFactory(requires=[(survey, "B")])
    bare = ServiceItemFactory(requires=[(CredentialTypeFactory(), "B")])
    agency = AgencyFactory(in_vetting=True, offers=[covered, bare])
    CredentialFactory(agency=agency, type=survey)
    CredentialFactory(agency=agency, valid_to=(NOON - DAY).date())

    context = client.get(f"{DESK}{agency.public_id}/").context

    assert [lamp.kind for _held, lamp, _field in context["credentials"]] == ["ok", "stop"]
    assert [finding.lamp for finding, _field in context["services"]] == ["ok", "stop"]
    assert context["credit_code"][0].lamp == "ok"
    assert len(context["gaps"]) == 2


def test_an_application_is_approved(client, vetter):
    agency = applicant()

    response = client.post(f"{DESK}{agency.public_id}/", {"act": "approve"})

    assert (response.status_code, response["Location"]) == (302, DESK)
    agency.refresh_from_db()
    assert (agency.state, agency.listed_at) == ("listed", NOON)
    assert Event.objects.get().private.facts == {"by": vetter.pk}


@pytest.mark.usefixtures("vetter")
def test_a_double_approval_says_that_it_is_decided(client):
    agency = applicant()
    path = f"{DESK}{agency.public_id}/"
    client.post(path, {"act": "approve"})

    response = client.post(path, {"act": "approve"})

    assert response.status_code == 422
    assert "agency.wrong_state" in text_of(response)
    assert Event.objects.count() == 1


def test_a_refused_approval_says_why(client, vetter):
    agency = applicant(member=vetter)

    response = client.post(f"{DESK}{agency.public_id}/", {"act": "approve"})

    assert response.status_code == 422
    assert "agency.own" in text_of(response)
    agency.refresh_from_db()
    assert agency.state == "in_vetting"


@pytest.mark.usefixtures("vetter")
def test_an_application_is_returned_with_a_reason(client):
    agency = applicant()

    response = client.post(
        f"{DESK}{agency.public_id}/", {"act": "return", "reason": "地址不完整。"}
    )

    assert response.status_code == 302
    agency.refresh_from_db()
    assert (agency.state, agency.state_reason) == ("returned", "地址不完整。")


@pytest.mark.parametrize("reason", ["", "  ", "a\u202eb", "长" * 1001, a_file])
@pytest.mark.usefixtures("vetter")
def test_a_bad_reason_returns_nothing(client, reason):
    agency = applicant()
    reason = reason() if callable(reason) else reason

    response = client.post(f"{DESK}{agency.public_id}/", {"act": "return", "reason": reason})

    assert response.status_code == 422
    assert "reason" in response.context["form"].errors
    agency.refresh_from_db()
    assert agency.state == "in_vetting"


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
@pytest.mark.usefixtures("vetter")
def test_what_was_never_submitted_is_not_shown(client, state):
    agency = AgencyFactory(**{state: True})

    assert client.get(f"{DESK}{agency.public_id}/").status_code == 404


@pytest.mark.usefixtures("vetter")
def test_the_history_tells_earlier_decisions(client):
    agency = applicant()
    path = f"{DESK}{agency.public_id}/"
    client.post(path, {"act": "return", "reason": "地址不完整。"})

    response = client.get(path)

    assert [(moment.at, moment.reason) for moment in response.context["history"]] == [
        (NOON, "地址不完整。")
    ]


@pytest.mark.usefixtures("vetter")
def test_the_queue_takes_as_many_queries_for_three_as_for_one(client):
    def queries():
        client.get(DESK)
        with CaptureQueriesContext(connection) as captured:
            client.get(DESK)
        return len(captured)

    applicant()
    AgencyFactory(publicity=True)
    for_one = queries()
    applicant()
    applicant()
    AgencyFactory(publicity=True)

    assert queries() == for_one


@pytest.mark.usefixtures("vetter")
def test_an_application_takes_as_many_queries_for_three_as_for_one(client):
    agency, survey = applicant(), CredentialTypeFactory()
    path = f"{DESK}{agency.public_id}/"

    def grow():
        CredentialFactory(agency=agency, type=survey)
        PractitionerFactory(agency=agency)
        ListedServiceFactory(agency=agency, item=ServiceItemFactory(requires=[(survey, "B")]))

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


# --- Who is let in ----------------------------------------------------------------------------


@pytest.mark.parametrize("duty", ["sanctions", "editor", "administrator", "review"])
def test_vetting_is_for_those_whose_duty_it_is(client, duty):
    client.force_login(UserFactory(**{duty: True}))
    agency = applicant()
    page = f"{DESK}{agency.public_id}/"

    answers = [client.get(DESK), client.get(page), client.post(page, {"act": "approve"})]
    answers += [client.post(f"{page}claim/"), client.post(f"{page}release/")]

    assert {answer["Location"] for answer in answers} == {"/admin/"}
    agency.refresh_from_db()
    assert agency.state == "in_vetting"


@BOTH
def test_the_old_addresses_lead_to_the_new_ones(client, vetter, language):
    agency = applicant()
    prefix = "" if language == "zh-hans" else "/en"

    queue = client.get(f"{prefix}/agencies/vetting/")
    page = client.get(f"{prefix}/agencies/vetting/{agency.public_id}/")
    client.force_login(UserFactory())
    refused = client.get(f"{prefix}/agencies/vetting/")

    assert (queue["Location"], page["Location"]) == (DESK, f"{DESK}{agency.public_id}/")
    assert refused.status_code == 403
