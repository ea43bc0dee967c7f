"""One application, one vetter: claimed, released, expired, and decided by who has it."""

import datetime as dt

import pytest

from agencies import commands
from agencies.models import Agency, VettingClaim
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from tests.factories import (
    HOUR,
    NOON,
    AgencyFactory,
    CredentialFactory,
    HallFactory,
    ServiceItemFactory,
    UserFactory,
)

from .screens import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
DESK = "/admin/agencies/vetting/"


@pytest.fixture
def agency():
    HallFactory()
    return AgencyFactory(in_vetting=True, offers=[ServiceItemFactory()])


@pytest.fixture
def mine():
    return UserFactory(vetting=True)


@pytest.fixture
def colleague():
    return UserFactory(vetting=True)


def claim(agency, by, at=NOON):
    return commands.claim_application(agency_id=agency.pk, by=by, at=at)


def kinds(agency):
    return list(Event.objects.of(agency.stream).values_list("kind", flat=True))


def test_a_claim_stands_for_an_hour_and_is_told_once(agency, mine):
    first = claim(agency, mine)
    again = claim(agency, mine, NOON + HOUR / 2)

    assert first.expires_at == NOON + HOUR
    assert (again.claimed_at, again.expires_at) == (NOON, NOON + HOUR / 2 + HOUR)
    assert kinds(agency) == ["vetting.claimed"]
    assert Event.objects.get().private.facts == {"by": mine.pk}


@pytest.mark.parametrize("minutes", [1, 90])
def test_the_hall_sets_how_long_a_claim_stands(settings, agency, mine, minutes):
    settings.AGENCIES_CLAIM_MINUTES = minutes

    assert claim(agency, mine).expires_at == NOON + dt.timedelta(minutes=minutes)


def test_a_colleague_claims_it_only_once_the_claim_has_expired(agency, mine, colleague):
    claim(agency, mine)

    with pytest.raises(Refusal, match=r"^vetting\.claimed$"):
        claim(agency, colleague, NOON + HOUR - dt.timedelta(seconds=1))
    taken = claim(agency, colleague, NOON + HOUR)

    assert (taken.by, taken.claimed_at) == (colleague, NOON + HOUR)
    assert kinds(agency) == ["vetting.claimed", "vetting.claimed"]


@pytest.mark.parametrize(
    "decide",
    [
        lambda **who: commands.approve_application(**who),
        lambda **who: commands.return_application(**who, reason="地址不完整。"),
    ],
)
def test_nobody_decides_what_a_colleague_has_claimed(agency, mine, colleague, decide):
    claim(agency, mine)

    with pytest.raises(Refusal, match=r"^vetting\.claimed$"):
        decide(agency_id=agency.pk, by=colleague, at=NOON)
    assert Agency.objects.get().state == "in_vetting"
    decide(agency_id=agency.pk, by=mine, at=NOON)

    assert not VettingClaim.objects.exists()
    assert kinds(agency)[:1] == ["vetting.claimed"]
    assert len(kinds(agency)) == 2


def test_a_claim_is_released_by_who_has_it_and_nobody_else(agency, mine, colleague):
    claim(agency, mine)
    release = {"agency_id": agency.pk, "at": NOON}

    with pytest.raises(Refusal, match=r"^vetting\.not_yours$"):
        commands.release_application(**release, by=colleague)
    commands.release_application(**release, by=mine)
    with pytest.raises(Refusal, match=r"^vetting\.not_yours$"):
        commands.release_application(**release, by=mine)

    assert kinds(agency) == ["vetting.claimed", "vetting.released"]


@pytest.mark.parametrize("trait", ["publicity", "returned", "suspended"])
def test_what_does_not_wait_is_not_claimed(mine, trait):
    agency = AgencyFactory(**{trait: True})

    with pytest.raises(Refusal, match=r"^vetting\.not_waiting$"):
        claim(agency, mine)
    assert not Event.objects.exists()


def test_nobody_claims_their_own_agency(mine):
    agency = AgencyFactory(in_vetting=True, member=mine)

    with pytest.raises(Refusal, match=r"^agency\.own$"):
        claim(agency, mine)


# --- Screens ----------------------------------------------------------------------------------


def test_the_queue_knows_whose_an_application_is(client, agency, mine, colleague):
    free, others = AgencyFactory(in_vetting=True), AgencyFactory(in_vetting=True)
    claim(agency, mine)
    claim(others, colleague)
    client.force_login(mine)

    def shown(place):
        return list(client.get(DESK, {"show": place}).context["page"])

    assert shown("new") == [free]
    assert shown("mine") == [agency]
    assert shown("others") == [others]
    assert len(shown("waiting")) == 3


def test_the_queue_finds_by_name(client, agency, mine):
    AgencyFactory(in_vetting=True)
    client.force_login(mine)

    page = client.get(DESK, {"q": agency.public_id}).context["page"]

    assert list(page) == [agency]


def test_claiming_opens_the_decision_and_releasing_closes_it(client, agency, mine):
    client.force_login(mine)
    page = f"{DESK}{agency.public_id}/"

    before = text_of(client.get(page))
    client.post(f"{page}claim/")
    claimed = text_of(client.get(page))
    client.post(f"{page}release/")
    after = text_of(client.get(page))

    assert ['value="approve"' in shown for shown in (before, claimed, after)] == [
        False,
        True,
        False,
    ]


def test_a_claim_that_comes_too_late_says_whose_it_is(client, agency, mine, colleague):
    client.force_login(mine)
    claim(agency, colleague)

    response = client.post(f"{DESK}{agency.public_id}/claim/")

    assert response.status_code == 422
    assert "vetting.claimed" in text_of(response)


def test_reasons_beside_findings_reach_the_agency_in_one_text(client, agency, mine):
    held = CredentialFactory(agency=agency)
    client.force_login(mine)
    claim(agency, mine)

    response = client.post(
        f"{DESK}{agency.public_id}/",
        {"act": "return", f"finding-credential-{held.pk}": "扫描件看不清。", "reason": "请补正。"},
    )

    assert response.status_code == 302
    agency.refresh_from_db()
    assert agency.state_reason == f"{held.type.name_zh}: 扫描件看不清。\n请补正。"
    assert Event.objects.of(agency.stream).last().facts["findings"] == [
        {"subject": held.type.name_zh, "reason": "扫描件看不清。"}
    ]
