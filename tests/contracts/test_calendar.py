"""A person's own calendar: its address, what stands in it, and who is told that it is not there."""

import pytest
from django.test import Client
from icalendar import Calendar

from marketplace.models import Event
from procurement.contracts.models import CalendarFeed
from tests.contracts.stories import (
    CONFIRMED,
    STARTED,
    awarded,
    commands,
    delivered,
    extended,
    paused,
    started,
)
from tests.factories import DAY, HOUR, CredentialFactory, UserFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory, qualified_agency

from .pages import member_of, of_agency, of_owner, queries, signed_in, text

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/calendar/"


@pytest.fixture(autouse=True)
def papers(settings, tmp_path, at):
    settings.MARKETPLACE_STATE_DIR = tmp_path


def opened(client, body):
    """Open the calendar of an owner or an agency, and return its address."""
    response = client.post(f"{PAGE}{body.organisation_id}/open/")
    assert response["Location"] == PAGE
    return client.get(PAGE).context["diaries"][0][1]


def events(address, client=None):
    """Return what a calendar program reads: summary, and first day or moment, by the UID."""
    response = (client or Client()).get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(each["UID"]).split("@")[0]: each for each in found}


def test_an_agency_follows_its_award_from_the_confirmation_to_the_due_day(at):
    engagement = awarded(days=20)
    name = engagement.notice.public_id
    address = opened(of_agency(engagement), engagement.agency)

    first = events(address)
    commands.confirm_award(engagement_id=engagement.pk, by=UserFactory(), at=CONFIRMED)
    second = events(address)

    assert {f"{name}-1-confirm", f"{name}-1-publicity"} <= set(first)
    assert {key for key in second if key.startswith(name)} == {f"{name}-1-sign"}


def test_a_due_day_that_moves_keeps_its_uid_and_raises_its_sequence(at):
    engagement = started(days=20)
    address = opened(of_owner(engagement), engagement.notice.owner)
    key = f"{engagement.notice.public_id}-1-due"
    at(STARTED + DAY)
    before = events(address)[key]

    extended(engagement, STARTED + DAY)
    after = events(address)[key]

    assert (before["UID"], before.decoded("DTSTART") < after.decoded("DTSTART")) == (
        after["UID"],
        True,
    )
    assert before["SEQUENCE"] < after["SEQUENCE"]


def test_a_service_that_rests_has_no_due_day(at):
    engagement = started(days=20)
    address = opened(of_agency(engagement), engagement.agency)
    paused(engagement, STARTED + DAY)
    at(STARTED + DAY + HOUR)

    assert not any(key.endswith("-due") for key in events(address))


def test_an_agency_sees_closes_and_the_last_days_of_its_certificates(at):
    notice = NoticeFactory(open=True)
    agency = qualified_agency(notice)
    held = CredentialFactory(agency=agency)
    address = opened(member_of(agency), agency)

    found = events(address)

    assert set(found) == {
        f"{notice.public_id}-close",
        f"{agency.public_id}-credential-{held.pk}",
    }
    assert found[f"{notice.public_id}-close"]["SUMMARY"].startswith("You may answer")
    assert found[f"{agency.public_id}-credential-{held.pk}"].decoded("DTSTART") == held.valid_to


def test_the_calendar_speaks_the_language_of_its_address():
    notice = NoticeFactory(open=True)
    agency = qualified_agency(notice)
    address = opened(member_of(agency), agency)

    chinese = events(address.replace("/en/calendar/", "/calendar/"))
    english = events(address)

    key = f"{notice.public_id}-close"
    assert notice.project.name_zh in chinese[key]["SUMMARY"]
    assert notice.project.name_en in english[key]["SUMMARY"]
    assert chinese[key]["UID"] == english[key]["UID"]


def test_a_notice_has_its_deadlines_for_everybody(client):
    notice = NoticeFactory(open=True)
    path = f"/en/notices/{notice.public_id}/deadlines.ics"

    found = events(path, client)

    assert set(found) == {f"{notice.public_id}-close"}
    assert found[f"{notice.public_id}-close"].decoded("DTEND") == notice.closes_at
    assert client.get(f"/notices/{NoticeFactory().public_id}/deadlines.ics").status_code == 404


# --- The address


def test_the_page_opens_another_address_and_closes_it():
    engagement = awarded()
    client = of_agency(engagement)
    first = opened(client, engagement.agency)
    second = opened(client, engagement.agency)

    gone, there = Client().get(first), Client().get(second)
    client.post(f"{PAGE}{engagement.agency.organisation_id}/close/")
    closed = Client().get(second)

    assert (gone.status_code, there.status_code, closed.status_code) == (404, 200, 404)
    assert CalendarFeed.objects.filter(closed_at=None).count() == 0
    stream = engagement.agency.organisation.stream
    kinds = Event.objects.of(stream).values_list("kind", flat=True)
    assert list(kinds) == ["calendar.opened", "calendar.opened", "calendar.closed"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"),
        lambda token: token.partition("-")[0],
        lambda token: token.partition("-")[0] + "-",
        lambda token: "0" * 32 + "-" + token.partition("-")[2],
        lambda token: token.upper(),
    ],
)
def test_an_address_that_is_not_quite_right_is_as_none(spoil):
    engagement = awarded()
    opened(of_agency(engagement), engagement.agency)
    token = CalendarFeed.objects.get().token

    assert Client().get(f"/calendar/{spoil(token)}.ics").status_code == 404
    assert Client().get(f"/calendar/{token}.ics").status_code == 200


def test_it_ends_with_the_membership_and_with_the_account():
    for end in (
        lambda user: user.memberships.all().delete(),
        lambda user: user.__class__.objects.filter(pk=user.pk).update(is_active=False),
    ):
        engagement = awarded()
        address = opened(of_agency(engagement), engagement.agency)
        end(CalendarFeed.objects.latest("pk").user)

        assert Client().get(address).status_code == 404


def test_the_database_alone_opens_no_calendar(settings):
    engagement = awarded()
    address = opened(of_agency(engagement), engagement.agency)

    settings.SECRET_KEY = "another"

    assert Client().get(address).status_code == 404


def test_another_organisation_is_as_one_that_does_not_exist():
    engagement = awarded()
    stranger = of_owner(engagement)

    theirs = stranger.post(f"{PAGE}{engagement.agency.organisation_id}/open/")
    nobodys = stranger.post(f"{PAGE}999999/open/")

    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert not CalendarFeed.objects.exists()


def test_a_file_of_it_is_not_kept_on_the_way():
    engagement = awarded()
    response = Client().get(opened(of_agency(engagement), engagement.agency))

    assert response["Cache-Control"] == "private, max-age=300"
    assert response["X-Robots-Tag"] == "noindex"


# --- The page


def test_the_page_lists_the_days_and_is_for_owners_and_agencies():
    engagement = awarded()

    page = text(of_agency(engagement).get(PAGE))

    assert "The agency confirms the award" in page
    assert engagement.notice.title in page
    assert signed_in(UserFactory()).get(PAGE).status_code == 403
    assert text(member_of(AgencyFactory()).get(PAGE)).count("No deadline lies ahead") == 1


def test_more_notices_and_certificates_cost_no_more_queries():
    notice = NoticeFactory(open=True)
    agency = qualified_agency(notice)
    CredentialFactory(agency=agency)
    client = member_of(agency)
    address = opened(client, agency)
    asked = [queries(client, PAGE), queries(client, address)]

    for _each in range(3):
        NoticeFactory(open=True, items=[notice.lines.get().item])
        CredentialFactory(agency=agency)

    assert [queries(client, PAGE), queries(client, address)] == asked


def test_more_services_cost_no_more_queries(at):
    owner = started().notice.owner
    client = member_of(owner)
    address = opened(client, owner)
    at(STARTED + DAY)
    asked = [queries(client, PAGE), queries(client, address)]

    for _each in range(3):
        paused(started(owner=owner), STARTED + HOUR)
        started(owner=owner)
        delivered(started(owner=owner), STARTED + HOUR)

    assert [queries(client, PAGE), queries(client, address)] == asked
