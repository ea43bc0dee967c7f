"""A hall sets days of its calendar and gives them back; nothing of it is lost."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.commands import set_calendar_day, withdraw_calendar_day
from marketplace.kernel.refusal import Refusal
from marketplace.models import CalendarDay, Event
from tests.factories import DAY, NOON, HallFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)
WORD = {
    "day": dt.date(2026, 3, 4),
    "is_worked": False,
    "name_zh": "停电",
    "name_en": "Power cut",
    "source": "演示发〔2026〕1号",
}


@pytest.fixture
def hall():
    return HallFactory()


def say(hall, **changes):
    return set_calendar_day(hall_id=hall.pk, by=None, at=NOON, **(WORD | changes))


def give_back(hall, day=WORD["day"], at=NOON):
    return withdraw_calendar_day(hall_id=hall.pk, day=day, by=None, at=at)


def test_the_record_tells_every_word(hall):
    user = UserFactory()
    set_calendar_day(hall_id=hall.pk, by=user, at=NOON, **WORD)
    give_back(hall)

    told = list(Event.objects.of(hall.stream))
    facts = WORD | {"day": "2026-03-04"}
    assert [(event.kind, event.facts) for event in told] == [
        ("calendar.day_set", facts),
        ("calendar.day_withdrawn", facts),
    ]
    assert told[0].private.facts["by"] == user.pk
    assert CalendarDay.objects.count() == 2


def test_today_may_still_be_set(hall):
    assert say(hall, day=TODAY).day == TODAY


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("calendar.past", {"day": TODAY - DAY}),
        ("record.invalid", {"name_zh": " "}),
        ("record.invalid", {"name_zh": "停\u202e电"}),
        ("record.invalid", {"source": "x" * 201}),
    ],
)
def test_a_word_that_is_refused_leaves_nothing_behind(hall, code, changes):
    with pytest.raises(Refusal, match=f"^{code}$"):
        say(hall, **changes)

    assert not CalendarDay.objects.exists()
    assert not Event.objects.exists()


def test_the_same_word_is_not_said_twice(hall):
    say(hall)

    with pytest.raises(Refusal, match=r"^calendar\.unchanged$"):
        say(hall)
    assert CalendarDay.objects.count() == 1


def test_a_day_that_was_given_back_may_be_set_again(hall):
    say(hall)
    give_back(hall)

    say(hall)

    assert CalendarDay.objects.count() == 3


def test_only_what_stands_is_given_back(hall):
    with pytest.raises(Refusal, match=r"^calendar\.not_set$"):
        give_back(hall)
    say(hall)
    give_back(hall)
    with pytest.raises(Refusal, match=r"^calendar\.not_set$"):
        give_back(hall)


def test_a_day_that_is_over_is_not_given_back(hall):
    say(hall)

    with pytest.raises(Refusal, match=r"^calendar\.past$"):
        give_back(hall, at=NOON + 3 * DAY)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE marketplace_calendarday SET name_zh = '放假'",
        "DELETE FROM marketplace_calendarday",
    ],
)
def test_the_database_keeps_every_word(hall, statement):
    say(hall)

    with (
        pytest.raises(IntegrityError, match="is_append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_day_without_an_occasion_is_refused_by_the_database_too(hall):
    with pytest.raises(IntegrityError, match="has_an_occasion"), transaction.atomic():
        CalendarDay.objects.create(hall=hall, day=TODAY, is_worked=True, name_zh="", added_at=NOON)
