"""The hall's screens for agencies to suspend, reinstate or strike off."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency, Decision
from marketplace.models import Event
from tests.documents.papers import PDF
from tests.factories import (
    NOON,
    AgencyFactory,
    CredentialFactory,
    UserFactory,
)

from .screens import reads, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])
DESK = "/admin/agencies/sanctions/"
DECREE = {"number": "演服管〔2026〕3号", "decided_on": "2026-03-01"}


@pytest.fixture
def judge(client):
    user = UserFactory(sanctions=True)
    client.force_login(user)
    return user


@BOTH
def test_the_suspended_are_shown_and_others_are_found_by_text(client, judge, language):
    reads(judge, language)
    suspended = AgencyFactory(suspended=True)
    listed = AgencyFactory()
    draft = AgencyFactory(draft=True)
    path = DESK

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
        f"{DESK}{agency.public_id}/{act}/", {"reason": "两份报告超期。", **DECREE}
    )

    assert (response.status_code, response["Location"]) == (302, f"{DESK}{agency.public_id}/")
    agency.refresh_from_db()
    assert agency.state == state
    event = Event.objects.get()
    assert (event.facts["reason"], event.private.facts) == ("两份报告超期。", {"by": judge.pk})
    assert event.facts["decision_number"] == DECREE["number"]
    decision = agency.decisions.get()
    assert (decision.number, decision.reason) == (DECREE["number"], "两份报告超期。")


@pytest.mark.parametrize(
    ("act", "changes", "where"),
    [
        ("suspend", {"reason": ""}, "reason"),
        ("suspend", {"reason": "a\x00b"}, "reason"),
        ("suspend", {"number": ""}, "number"),
        ("suspend", {"decided_on": "2026-02-30"}, "decided_on"),
        ("suspend", {"decided_on": "2026-03-03"}, "__all__"),  # still to come
        ("suspend", {"ends_on": "2026-02-28"}, "ends_on"),
        ("reinstate", {}, "__all__"),  # it is listed
    ],
)
@pytest.mark.usefixtures("judge")
def test_a_bad_sanction_changes_nothing(client, act, changes, where):
    agency = AgencyFactory()
    fields = {"reason": "两份报告超期。", **DECREE, **changes}

    response = client.post(f"{DESK}{agency.public_id}/{act}/", fields)

    assert response.status_code == 422
    assert where in response.context["form"].errors
    assert ("decision.not_yet" in text_of(response)) == (changes == {"decided_on": "2026-03-03"})
    assert Agency.objects.get().state == "listed"
    assert not Decision.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.usefixtures("judge")
def test_an_unknown_deed_is_not_found(client):
    agency = AgencyFactory()

    assert client.get(f"{DESK}{agency.public_id}/promote/").status_code == 404


@pytest.mark.usefixtures("judge")
def test_a_double_suspension_says_that_it_is_done(client):
    agency = AgencyFactory()
    path = f"{DESK}{agency.public_id}/suspend/"
    data = {"reason": "两份报告超期。", **DECREE}
    client.post(path, data)

    response = client.post(path, data)

    assert response.status_code == 422
    assert "agency.wrong_state" in text_of(response)
    assert Decision.objects.count() == 1


@BOTH
def test_a_decision_is_kept_with_its_paper_for_the_hall_and_the_agency(
    client, judge, language, settings, tmp_path
):
    settings.MARKETPLACE_STATE_DIR = tmp_path
    reads(judge, language)
    member, stranger = UserFactory(), UserFactory()
    agency = AgencyFactory(member=member)
    paper = SimpleUploadedFile("决定.pdf", PDF, "application/pdf")
    fields = {"reason": "两份报告超期。", **DECREE, "ends_on": "2026-06-01", "paper": paper}

    client.post(f"{DESK}{agency.public_id}/suspend/", fields)
    page = client.get(f"{DESK}{agency.public_id}/")

    decision = agency.decisions.get()
    assert (decision.ends_on.isoformat(), decision.paper.purpose) == ("2026-06-01", "decision")
    assert decision.paper.get_absolute_url() in text_of(page)
    given = []
    for reader in (judge, member, stranger):
        client.force_login(reader)
        answer = client.get(decision.paper.get_absolute_url())
        given.append(answer.status_code)
        answer.getvalue()  # read to its end, so that the file is closed
    assert given == [200, 200, 404]


@BOTH
def test_a_certificate_is_noted_as_revoked(client, judge, language):
    reads(judge, language)
    held = CredentialFactory()
    path = f"{DESK}{held.agency.public_id}/credentials/{held.pk}/revoke/"

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
        f"{DESK}{other.public_id}/credentials/{held.pk}/revoke/", {"reason": "好。"}
    )

    assert response.status_code == 404
    held.refresh_from_db()
    assert held.revoked_on is None


@pytest.mark.parametrize("duty", ["vetting", "regulator", "editor", "administrator"])
def test_sanctions_are_for_those_whose_duty_it_is(client, duty):
    client.force_login(UserFactory(**{duty: True}))
    agency = AgencyFactory()
    page = f"{DESK}{agency.public_id}/"

    answers = [client.get(DESK), client.get(page), client.get(f"{page}suspend/")]
    answers.append(client.post(f"{page}suspend/", {"reason": "好。", **DECREE}))

    assert {answer["Location"] for answer in answers} == {"/admin/"}
    agency.refresh_from_db()
    assert agency.state == "listed"


def test_the_old_addresses_lead_to_the_new_ones(client, judge):
    held = CredentialFactory()
    old = f"/agencies/sanctions/{held.agency.public_id}/"

    answers = [client.get(path) for path in ("/agencies/sanctions/", old)]
    answers.append(client.get(f"{old}credentials/{held.pk}/revoke/"))

    page = f"{DESK}{held.agency.public_id}/"
    assert [answer["Location"] for answer in answers] == [
        DESK,
        page,
        f"{page}credentials/{held.pk}/revoke/",
    ]
