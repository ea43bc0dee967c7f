"""Administrators and reviewers set the days of the hall's calendar in the back office."""

import datetime as dt

import pytest
from django.urls import reverse

from marketplace.calendar import of_hall
from marketplace.commands import set_calendar_day
from marketplace.models import CalendarDay
from tests.factories import DAY, NOON, HallFactory, UserFactory

pytestmark = pytest.mark.django_db
WEDNESDAY = dt.date(2026, 3, 4)


@pytest.fixture
def hall(at):
    return HallFactory()


@pytest.fixture
def address(hall):
    return reverse("marketplace_hall_calendar", args=[hall.pk])


@pytest.fixture(params=["administrator", "review"])
def staff(client, request):
    user = UserFactory(duties=(request.param,))
    client.force_login(user)
    return user


def word(**changes):
    form = {
        "day": "2026-03-04",
        "is_worked": "free",
        "name_zh": "停电",
        "name_en": "Power cut",
        "source": "演示发〔2026〕1号",
    }
    return form | changes


def test_staff_set_a_day_and_give_it_back(client, staff, hall, address):
    assert client.get(address).status_code == 200

    client.post(address, word())
    assert not of_hall(hall).is_worked(WEDNESDAY)
    assert "停电" in client.get(address).content.decode()

    client.post(address, {"withdraw": "2026-03-04"})
    assert of_hall(hall).is_worked(WEDNESDAY)
    assert CalendarDay.objects.count() == 2


def test_a_holiday_can_be_worked(client, staff, hall, address):
    client.post(address, word(day="2026-10-02", is_worked="worked"))

    assert of_hall(hall).is_worked(dt.date(2026, 10, 2))


@pytest.mark.parametrize(
    "sent",
    [
        word(day="2026-03-01"),
        word(day="2026-02-30"),
        word(day="tomorrow"),
        word(name_zh=""),
        word(is_worked="perhaps"),
        word(name_zh="停\u202e电"),
        {},
        {"withdraw": "2026-03-04"},
    ],
)
def test_what_is_refused_is_told_and_nothing_is_set(client, staff, address, sent):
    assert client.post(address, sent).status_code == 422
    assert not CalendarDay.objects.exists()


def test_a_day_that_is_no_day_cannot_be_given_back(client, staff, address):
    assert client.post(address, {"withdraw": "x" * 99}).status_code == 400


def test_a_past_word_is_not_offered_any_more(client, staff, hall, address, at):
    set_calendar_day(
        hall_id=hall.pk, day=WEDNESDAY, is_worked=False, name_zh="停电", by=None, at=NOON
    )
    at(NOON + 10 * DAY)

    assert client.get(address).context["own_days"] == []


@pytest.mark.parametrize("duty", ["editor", "vetting", "regulator"])
def test_others_do_not_set_days(client, hall, address, duty):
    client.force_login(UserFactory(duties=(duty,)))

    client.post(address, word())

    assert not CalendarDay.objects.exists()


def test_the_hall_leads_to_its_calendar(client, hall, address):
    client.force_login(UserFactory(administrator=True))

    assert address in client.get(reverse("halls:inspect", args=[hall.pk])).content.decode()
    assert client.get(reverse("calendar_days:index")).status_code == 200
