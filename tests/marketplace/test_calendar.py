"""Which days are worked: holidays, make-up days, unpublished years, and a hall's own word."""

import datetime as dt

import pytest
from django.utils import translation

from marketplace.calendar import (
    FREE,
    MADE_UP,
    OFFICIAL,
    end_of_working_day,
    of_hall,
    unpublished_warning,
    unpublished_years,
)
from marketplace.commands import set_calendar_day, withdraw_calendar_day
from marketplace.notation import BEIJING
from tests.factories import DAY, NOON, HallFactory


def on(text):
    return dt.date.fromisoformat(text)


def beijing(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-09-30", 1, "2026-10-08"),  # over the whole of National Day week
        ("2026-09-30", 3, "2026-10-10"),  # whose make-up Saturday is worked
        ("2026-09-18", 1, "2026-09-20"),  # as is the Sunday before
        ("2026-09-24", 1, "2026-09-28"),  # Mid-autumn Festival
        ("2026-02-13", 1, "2026-02-14"),  # the Saturday before Spring Festival
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-02-14", 5, "2026-02-28"),  # and the Saturday after it
        ("2025-12-31", 1, "2026-01-04"),
    ],
)
def test_holidays_and_make_up_days_of_2026_are_counted(start, count, end):
    assert OFFICIAL.after(on(start), count) == on(end)
    assert OFFICIAL.between(on(start), on(end)) == count


@pytest.mark.parametrize(
    ("at", "end"),
    [
        ("2026-09-29T23:59:59", "2026-10-01"),
        ("2026-09-30T00:00:00", "2026-10-09"),
        ("2026-09-30T23:59:59", "2026-10-09"),
        ("2026-10-01T00:00:00", "2026-10-09"),  # the holiday itself counts as no start
        ("2026-10-08T00:00:00", "2026-10-10"),
    ],
)
def test_a_day_begins_at_midnight_in_beijing(at, end):
    assert end_of_working_day(beijing(at), 1) == beijing(f"{end}T00:00:00")


def test_the_end_of_a_period_belongs_to_the_next_one():
    end = end_of_working_day(beijing("2026-03-02T12:00:00"), 1)

    assert end_of_working_day(end, 0) == end + DAY
    assert end_of_working_day(end - dt.timedelta(seconds=1), 0) == end


def test_a_year_that_nobody_has_published_goes_by_weekends():
    assert not OFFICIAL.is_published(2030)
    assert OFFICIAL.is_published(2026)
    assert OFFICIAL.after(on("2030-09-30"), 5) == on("2030-10-07")
    assert OFFICIAL.why(on("2030-10-01")) == ""


def test_a_date_through_such_a_year_carries_a_warning():
    assert unpublished_years(on("2026-12-20"), on("2028-01-05")) == [2027, 2028]
    assert unpublished_years(on("2026-01-01"), on("2026-12-31")) == []
    assert unpublished_warning([]) == ""
    with translation.override("en"):
        assert "the holidays of 2027, 2028 yet" in unpublished_warning([2027, 2028])


@pytest.mark.parametrize(
    ("language", "day", "why"),
    [
        ("en", "2026-10-01", "National Day"),
        ("zh-hans", "2026-10-01", "国庆节"),
        ("en", "2026-10-10", "worked instead of a day off: National Day"),
        ("en", "2026-10-09", ""),
        ("en", "2026-10-11", ""),
    ],
)
def test_the_calendar_says_why(language, day, why):
    with translation.override(language):
        assert OFFICIAL.why(on(day)) == why


def test_every_occasion_has_a_name_in_both_languages():
    days = [*FREE, *MADE_UP]

    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert all(OFFICIAL.why(day) for day in days)


def test_holidays_are_told_as_days_in_a_row():
    with translation.override("en"):
        told = OFFICIAL.special_days(on("2026-09-20"), on("2026-10-31"))

    assert [(each.first.day, each.last.day, each.is_worked, each.why) for each in told] == [
        (20, 20, True, "worked instead of a day off: National Day"),
        (25, 27, False, "Mid-autumn Festival"),
        (1, 7, False, "National Day"),
        (10, 10, True, "worked instead of a day off: National Day"),
    ]


# --- A hall's own word ----------------------------------------------------------------------------


pytestmark = pytest.mark.django_db
WEDNESDAY = on("2026-03-04")


def say(hall, day=WEDNESDAY, at=NOON, **words):
    given = {"is_worked": False, "name_zh": "停电", "name_en": "Power cut"} | words
    return set_calendar_day(hall_id=hall.pk, day=day, by=None, at=at, **given)


def test_a_hall_without_a_word_of_its_own_keeps_to_the_state():
    assert of_hall(HallFactory()) is OFFICIAL


def test_a_hall_frees_a_day():
    hall = HallFactory()
    say(hall)

    calendar = of_hall(hall)

    assert not calendar.is_worked(WEDNESDAY)
    assert calendar.after(on("2026-03-03"), 1) == on("2026-03-05")
    assert end_of_working_day(NOON, 2, calendar) == beijing("2026-03-06T00:00:00")
    with translation.override("en"):
        assert calendar.why(WEDNESDAY) == "Power cut"
        assert calendar.why(on("2026-10-01")) == "National Day"


def test_a_hall_works_on_a_holiday():
    hall = HallFactory()
    say(hall, on("2026-10-02"), is_worked=True, name_zh="值班")

    assert of_hall(hall).after(on("2026-09-30"), 1) == on("2026-10-02")


def test_of_several_words_the_newest_counts_and_a_withdrawn_one_gives_the_day_back():
    hall = HallFactory()
    say(hall)
    say(hall, at=NOON, is_worked=True, name_zh="来电了")
    assert of_hall(hall).is_worked(WEDNESDAY)
    assert of_hall(hall).why(WEDNESDAY) == "来电了"

    withdraw_calendar_day(hall_id=hall.pk, day=WEDNESDAY, by=None, at=NOON)

    assert of_hall(hall) is OFFICIAL


def test_what_a_hall_says_later_was_not_known_before():
    hall = HallFactory()
    before = end_of_working_day(NOON, 2, of_hall(hall, known_at=NOON))

    say(hall, at=NOON + dt.timedelta(seconds=1))

    assert end_of_working_day(NOON, 2, of_hall(hall, known_at=NOON)) == before
    assert end_of_working_day(NOON, 2, of_hall(hall)) == before + DAY


def test_one_hall_says_nothing_about_another():
    say(HallFactory())

    assert of_hall(HallFactory(code="other")) is OFFICIAL


def test_a_halls_own_days_stand_among_the_holidays():
    hall = HallFactory()
    say(hall, on("2026-10-08"), name_zh="台风", name_en="Typhoon")

    with translation.override("en"):
        told = of_hall(hall).special_days(on("2026-10-01"), on("2026-10-09"))

    assert [(each.first.day, each.last.day, each.why) for each in told] == [
        (1, 7, "National Day"),
        (8, 8, "Typhoon"),
    ]
