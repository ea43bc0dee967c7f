"""An agency's own screens: who is let in, the overview, to submit, to leave."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    DAY,
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
from .screens import certificate, registration, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
BOTH = pytest.mark.parametrize("prefix", ["", "/en"])
SCREENS = ["", "profile/", "credentials/", "people/", "services/", "members/", "withdraw/"]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_stranger_is_asked_to_sign_in(client, screen):
    response = client.get(f"/agencies/mine/{screen}")

    assert (response.status_code, response["Location"].partition("?")[0]) == (
        302,
        "/accounts/login/",
    )


@pytest.mark.parametrize("screen", SCREENS)
def test_who_acts_for_nobody_is_led_to_the_first_form(acting, screen):
    response = acting.get(f"/agencies/mine/{screen}")

    assert (response.status_code, response["Location"]) == (302, "/agencies/mine/register/")


@pytest.mark.parametrize("screen", ["profile/", "credentials/", "submit/", "withdraw/", "reopen/"])
def test_who_acts_for_nobody_may_send_nothing(acting, screen):
    assert acting.post(f"/agencies/mine/{screen}").status_code == 403


@BOTH
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("state", ["draft", "in_vetting", "returned", "listed", "suspended"])
def test_every_screen_answers_in_every_state(acting, person, prefix, screen, state):
    traits = {} if state == "listed" else {state: True}
    agency = AgencyFactory(member=person, **traits)
    CredentialFactory(agency=agency)
    PractitionerFactory(agency=agency)
    ListedServiceFactory(agency=agency)

    assert acting.get(f"{prefix}/agencies/mine/{screen}").status_code == 200


def test_the_overview_lists_what_is_missing(acting, person):
    AgencyFactory(member=person, draft=True, address="")

    response = acting.get("/agencies/mine/")

    assert [gap.place for gap, _url in response.context["gaps"]] == ["profile", "services"]
    assert "/agencies/mine/submit/" not in text_of(response)


def test_a_complete_application_is_submitted(acting, person):
    agency = AgencyFactory(member=person, draft=True, offers=[ServiceItemFactory()])

    shown = acting.get("/agencies/mine/")
    response = acting.post("/agencies/mine/submit/")

    assert "/agencies/mine/submit/" in text_of(shown)
    assert response.status_code == 302
    agency.refresh_from_db()
    assert (agency.state, agency.submitted_at) == ("in_vetting", NOON)


@pytest.mark.parametrize(
    ("state", "code"), [("draft", "application.incomplete"), ("in_vetting", "agency.wrong_state")]
)
def test_a_refused_submission_says_why(acting, person, state, code):
    agency = AgencyFactory(member=person, **{state: True})

    response = acting.post("/agencies/mine/submit/")

    assert response.status_code == 422
    assert code in text_of(response)
    agency.refresh_from_db()
    assert agency.state == state


def test_an_agency_leaves_and_opens_its_application_again(acting, person):
    agency = AgencyFactory(member=person)

    left = acting.post("/agencies/mine/withdraw/", {"reason": "业务调整。"})
    agency.refresh_from_db()
    state, reason = agency.state, agency.state_reason
    reopened = acting.post("/agencies/mine/reopen/")

    assert (left.status_code, state, reason) == (302, "withdrawn", "业务调整。")
    agency.refresh_from_db()
    assert (reopened.status_code, agency.state) == (302, "draft")


@pytest.mark.parametrize("path", ["withdraw/", "reopen/"])
def test_what_cannot_be_done_now_is_refused(acting, person, path):
    agency = AgencyFactory(member=person, in_vetting=True)

    response = acting.post(f"/agencies/mine/{path}", {"reason": ""})

    assert response.status_code == 422
    assert "agency.wrong_state" in text_of(response)
    agency.refresh_from_db()
    assert agency.state == "in_vetting"


@pytest.mark.parametrize("path", ["submit/", "reopen/", "credentials/1/withdraw/"])
def test_deeds_are_not_done_by_a_link(acting, path):
    assert acting.get(f"/agencies/mine/{path}").status_code == 405


def test_a_form_without_its_token_is_refused(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)

    assert strict.post("/agencies/mine/register/", registration()).status_code == 403
    assert rows() == [0] * 6


@pytest.mark.parametrize("screen", ["", "credentials/", "people/", "services/", "members/"])
def test_three_rows_take_as_many_queries_as_one(acting, person, screen):
    agency = AgencyFactory(member=person)
    survey = CredentialTypeFactory()
    item = ServiceItemFactory(requires=[(survey, "B")])
    ListedServiceFactory(agency=agency, item=item)

    def grow():
        CredentialFactory(agency=agency, type=survey)
        PractitionerFactory(agency=agency)
        ListedServiceFactory(agency=agency)
        MembershipFactory(organisation=agency.organisation)

    def queries():
        path = f"/agencies/mine/{screen}"
        acting.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert acting.get(path).status_code == 200
        return len(captured)

    grow()
    for_one = queries()
    grow()
    grow()

    assert queries() == for_one


def test_every_label_of_a_form_has_its_field(acting, person):
    AgencyFactory(member=person)

    text = text_of(acting.get("/agencies/mine/services/"))

    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', text))
    assert labelled
    assert all(f'id="{name}"' in text for name in labelled)


def test_a_day_that_passes_while_typing_counts_by_its_arrival(acting, person, at):
    agency, survey = AgencyFactory(member=person), CredentialTypeFactory()
    at(NOON + DAY)

    response = acting.post(
        "/agencies/mine/credentials/", certificate(survey, valid_to=NOON.date().isoformat())
    )

    assert response.status_code == 422
    assert not agency.credentials.exists()
