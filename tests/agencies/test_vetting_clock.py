"""The hall has some working days to check an application; the clock sees to it."""

import datetime as dt

import pytest
from django.urls import reverse

from agencies import commands
from agencies.duties import settle_overdue_vettings
from agencies.models import Agency
from marketplace.commands import set_calendar_day
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from tests.factories import (
    DAY,
    NOON,
    CredentialTypeFactory,
    HallFactory,
    ServiceItemFactory,
    UserFactory,
)
from tests.factories.agencies import AgencyFactory

from .screens import reads

pytestmark = pytest.mark.django_db
DESK = "/admin/agencies/vetting/"
WEDNESDAY_24 = dt.datetime(2026, 3, 4, 16, tzinfo=dt.UTC)  # two working days after Monday
SECOND = dt.timedelta(seconds=1)


def ready(state="draft", **columns):
    """Return an agency in which nothing is missing."""
    held = CredentialTypeFactory()
    item = ServiceItemFactory(requires=[(held, "B")])
    return AgencyFactory(**{state: True}, offers=[item], holds=[(held, "A")], **columns)


def handed_in(at=NOON, **columns):
    agency = ready(**columns)
    return commands.submit_application(agency_id=agency.pk, by=None, at=at)


def kinds(agency):
    return [event.kind for event in Event.objects.of(agency.stream)]


def state(agency):
    return Agency.objects.get(pk=agency.pk).state


def test_the_clock_of_the_form_check_starts_when_it_is_handed_in(at):
    HallFactory()

    agency = handed_in()

    assert agency.vetting_by == WEDNESDAY_24
    assert Event.objects.of(agency.stream).last().facts["vetting_by"] == "2026-03-04T16:00:00.000Z"


def test_it_goes_by_the_halls_rules_and_calendar(at):
    hall = HallFactory(rules__vetting_days=1)
    set_calendar_day(
        hall_id=hall.pk,
        day=dt.date(2026, 3, 3),
        is_worked=False,
        name_zh="停电",
        by=None,
        at=NOON,
    )

    assert handed_in().vetting_by == WEDNESDAY_24


def test_publicity_goes_by_the_halls_calendar_too(at):
    hall = HallFactory(rules__publicity_days=1)
    agency = handed_in()
    set_calendar_day(
        hall_id=hall.pk,
        day=dt.date(2026, 3, 3),
        is_worked=False,
        name_zh="停电",
        by=None,
        at=NOON,
    )

    approved = commands.approve_application(agency_id=agency.pk, by=UserFactory(), at=NOON)

    assert approved.publicity_ends_on == dt.date(2026, 3, 4)


def test_without_a_hall_there_is_no_clock_yet(at):
    assert handed_in().vetting_by is None


@pytest.mark.parametrize(
    ("publicity_days", "becomes", "told"),
    [(0, "listed", "agency.listed"), (3, "publicity", "agency.publicised")],
)
def test_what_nobody_checked_by_midnight_counts_as_passed(at, publicity_days, becomes, told):
    HallFactory(rules__overdue_vetting="pass", rules__publicity_days=publicity_days)
    agency = handed_in()

    settle_overdue_vettings(WEDNESDAY_24 - SECOND)
    assert state(agency) == "in_vetting"
    settle_overdue_vettings(WEDNESDAY_24)

    assert state(agency) == becomes
    event = Event.objects.of(agency.stream).get(kind=told)
    assert event.facts["deemed"] is True
    assert event.private.facts["by"] is None


def test_otherwise_the_regulator_is_told_once_and_the_check_goes_on(at):
    HallFactory()
    agency = handed_in()

    for seconds in range(3):
        settle_overdue_vettings(WEDNESDAY_24 + seconds * SECOND)

    assert kinds(agency).count("vetting.escalated") == 1
    assert state(agency) == "in_vetting"
    commands.approve_application(
        agency_id=agency.pk, by=UserFactory(vetting=True), at=WEDNESDAY_24 + DAY
    )
    assert state(agency) == "listed"


def test_what_has_become_incomplete_is_not_let_in_by_silence(at):
    HallFactory(rules__overdue_vetting="pass")
    agency = handed_in()
    agency.credentials.update(valid_to=NOON.date())

    settle_overdue_vettings(WEDNESDAY_24)

    assert state(agency) == "in_vetting"
    assert kinds(agency)[-1] == "vetting.escalated"


def test_an_application_that_is_handed_in_again_has_a_new_clock(at):
    HallFactory()
    agency = handed_in()
    settle_overdue_vettings(WEDNESDAY_24)
    commands.return_application(agency_id=agency.pk, reason="地址", by=UserFactory(), at=NOON)

    agency = commands.submit_application(agency_id=agency.pk, by=None, at=NOON + DAY)
    settle_overdue_vettings(WEDNESDAY_24 + DAY - SECOND)

    assert agency.vetting_by == WEDNESDAY_24 + DAY
    assert kinds(agency).count("vetting.escalated") == 1
    settle_overdue_vettings(WEDNESDAY_24 + DAY)
    assert kinds(agency).count("vetting.escalated") == 2


def test_the_clock_settles_nothing_that_is_not_overdue(at):
    HallFactory()
    agency = handed_in()

    with pytest.raises(Refusal, match=r"^vetting\.not_overdue$"):
        commands.settle_vetting(agency_id=agency.pk, at=NOON)
    assert "vetting.escalated" not in kinds(agency)


def on_duty(**duty):
    """Return somebody who reads English in Wagtail's admin."""
    user = UserFactory(**duty)
    reads(user, "en")
    return user


# --- Screens --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "words"),
    [(WEDNESDAY_24 - SECOND, "waits"), (WEDNESDAY_24, "overdue")],
)
def test_the_queue_and_the_page_show_the_clock(client, at, moment, words):
    HallFactory()
    agency = handed_in()
    client.force_login(on_duty(vetting=True))
    at(moment)

    queue = client.get(DESK)
    page = client.get(f"{DESK}{agency.public_id}/")

    assert [str(clock[1]) for _agency, clock, _claim in queue.context["rows"]] == [words]
    assert str(page.context["clock"][1]) == words
    for shown in (queue, page):
        assert "to be checked by" in shown.content.decode()


def test_what_was_escalated_is_marked(client, at):
    HallFactory()
    handed_in()
    settle_overdue_vettings(WEDNESDAY_24)
    client.force_login(on_duty(vetting=True))

    assert "the regulator was told" in client.get(DESK).content.decode()


def test_the_agency_reads_until_when_the_hall_answers(client, at):
    HallFactory()
    user = UserFactory()
    handed_in(member=user)
    client.force_login(user)

    page = client.get(f"/en{reverse('agencies:mine')}").content.decode()

    assert "The hall answers by Thu 5 Mar 2026, 00:00:00 Beijing time." in page


def test_a_regulator_reads_what_is_overdue_and_opens_no_application(client, at):
    HallFactory()
    agency = handed_in()
    settle_overdue_vettings(WEDNESDAY_24)
    client.force_login(on_duty(regulator=True))
    address = reverse("agencies_desk:application", args=[agency.public_id])

    page = client.get(DESK).content.decode()

    assert "the regulator was told" in page
    assert address not in page
    assert client.get(address)["Location"] == "/admin/"
    assert client.post(address, {"act": "approve"})["Location"] == "/admin/"
    assert state(agency) == "in_vetting"
