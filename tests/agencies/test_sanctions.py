"""The hall's screens for agencies to suspend, reinstate or strike off."""

import pytest

from agencies.models import Agency
from marketplace.models import Event
from tests.factories import (
    NOON,
    AgencyFactory,
    CredentialFactory,
    UserFactory,
)

from .screens import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
BOTH = pytest.mark.parametrize("prefix", ["", "/en"])


@pytest.fixture
def judge(client):
    user = UserFactory(sanctions=True)
    client.force_login(user)
    return user


@BOTH
@pytest.mark.usefixtures("judge")
def test_the_suspended_are_shown_and_others_are_found_by_text(client, prefix):
    suspended = AgencyFactory(suspended=True)
    listed = AgencyFactory()
    draft = AgencyFactory(draft=True)
    path = f"{prefix}/agencies/sanctions/"

    assert list(client.get(path).context["page"]) == [suspended]
    assert list(client.get(path, {"q": listed.public_id}).context["page"]) == [listed]
    assert list(client.get(path, {"q": draft.public_id}).context["page"]) == []
    assert client.get(path, {"q": "\u202e'--"}).status_code == 200


@pytest.mark.parametrize(
    ("trait", "act", "state"),
    [
        ("", "suspend", "suspended"),
        ("", "remove", "removed"),
        ("suspended", "reinstate", "listed"),
        ("suspended", "remove", "removed"),
    ],
)
def test_a_sanction_is_done_with_its_reason(client, judge, trait, act, state):
    agency = AgencyFactory(**({trait: True} if trait else {}))

    response = client.post(
        f"/agencies/sanctions/{agency.public_id}/", {"act": act, "reason": "两份报告超期。"}
    )

    assert response.status_code == 302
    agency.refresh_from_db()
    assert agency.state == state
    event = Event.objects.get()
    assert (event.facts["reason"], event.private.facts) == ("两份报告超期。", {"by": judge.pk})


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"act": "suspend", "reason": ""}, "reason"),
        ({"act": "suspend", "reason": "a\x00b"}, "reason"),
        ({"act": "", "reason": "好。"}, "__all__"),
        ({"act": "promote", "reason": "好。"}, "__all__"),
        ({"act": "reinstate", "reason": "好。"}, "__all__"),
    ],
)
@pytest.mark.usefixtures("judge")
def test_a_bad_sanction_changes_nothing(client, fields, where):
    agency = AgencyFactory()

    response = client.post(f"/agencies/sanctions/{agency.public_id}/", fields)

    assert response.status_code == 422
    assert where in response.context["form"].errors
    assert Agency.objects.get().state == "listed"


@pytest.mark.usefixtures("judge")
def test_a_double_suspension_says_that_it_is_done(client):
    agency = AgencyFactory()
    path = f"/agencies/sanctions/{agency.public_id}/"
    data = {"act": "suspend", "reason": "两份报告超期。"}
    client.post(path, data)

    response = client.post(path, data)

    assert response.status_code == 422
    assert "agency.wrong_state" in text_of(response)


@BOTH
@pytest.mark.usefixtures("judge")
def test_a_certificate_is_noted_as_revoked(client, prefix):
    held = CredentialFactory()
    path = f"{prefix}/agencies/sanctions/{held.agency.public_id}/credentials/{held.pk}/revoke/"

    shown = client.get(path)
    empty = client.post(path, {"reason": ""})
    done = client.post(path, {"reason": "发证机关撤销。"})
    again = client.post(path, {"reason": "发证机关撤销。"})

    assert [answer.status_code for answer in (shown, empty, done, again)] == [200, 422, 302, 422]
    held.refresh_from_db()
    assert held.revoked_on == NOON.date()


@pytest.mark.usefixtures("judge")
def test_a_certificate_of_another_agency_is_not_found(client):
    held, other = CredentialFactory(), AgencyFactory()

    response = client.post(
        f"/agencies/sanctions/{other.public_id}/credentials/{held.pk}/revoke/", {"reason": "好。"}
    )

    assert response.status_code == 404
    held.refresh_from_db()
    assert held.revoked_on is None


@pytest.mark.parametrize("duty", ["vetting", "regulator", "editor", "administrator"])
def test_sanctions_are_for_those_whose_duty_it_is(client, duty):
    client.force_login(UserFactory(**{duty: True}))
    agency = AgencyFactory()

    assert client.get("/agencies/sanctions/").status_code == 403
    path = f"/agencies/sanctions/{agency.public_id}/"
    assert client.post(path, {"act": "suspend", "reason": "好。"}).status_code == 403
    agency.refresh_from_db()
    assert agency.state == "listed"
