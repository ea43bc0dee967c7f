"""What the clock tells of services, and what is true without it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from marketplace.commands import set_calendar_day, withdraw_calendar_day
from marketplace.duties import run_duties
from marketplace.models import Event
from procurement.contracts import commands
from procurement.contracts.models import Engagement
from procurement.contracts.parts import Calendars, clock_of
from tests.contracts.stories import (
    STARTED,
    delivered,
    extended,
    fresh,
    kinds,
    paused,
    resumed,
    somebody,
    started,
    told,
)
from tests.factories import DAY, HOUR, HallRulesFactory
from tests.procurement.refused import refused

pytestmark = pytest.mark.django_db
MONDAY = STARTED + 3 * DAY  # 9 March


@pytest.fixture(autouse=True)
def clock_is_held(at):
    return at


def day_begins(day):
    """Return 00:00 of a day of March 2026, in Beijing."""
    return dt.datetime(2026, 3, day - 1, 16, tzinfo=dt.UTC)


def lamps(engagement):
    rows = Event.objects.of(engagement.notice.stream).filter(kind="service.lamp")
    return [event.facts["lamp"] for event in rows]


# --- the lamp is computed


def test_advancing_the_clock_alone_changes_the_lamp_with_no_job_run():
    engagement = started(days=10)  # due on Friday, 20 March
    before = Event.objects.count()

    shown = {
        day: clock_of(fresh(engagement), day_begins(day)).lamp.value for day in (10, 18, 19, 20, 21)
    }

    assert shown == {10: "green", 18: "green", 19: "yellow", 20: "yellow", 21: "red"}
    assert Event.objects.count() == before


def test_a_lamp_changes_at_midnight_and_not_a_second_before():
    engagement = started(days=10)
    second = dt.timedelta(seconds=1)

    last, first = (clock_of(engagement, day_begins(21) - each) for each in (second, 0 * second))

    assert (last.lamp, last.elapsed, last.is_overdue) == ("yellow", 9, False)
    assert (first.lamp, first.elapsed, first.is_overdue) == ("red", 10, True)


def test_the_share_at_which_it_turns_yellow_is_a_rule_of_the_hall():
    HallRulesFactory(yellow_percent=50)
    engagement = started(days=10)

    assert clock_of(engagement, day_begins(14)).lamp == "yellow"  # five of ten
    assert clock_of(engagement, day_begins(13)).lamp == "green"


def test_a_paused_clock_keeps_its_colour():
    engagement = started(days=10)
    paused(engagement, MONDAY)

    shown = clock_of(fresh(engagement), day_begins(31))

    assert (shown.lamp, shown.is_paused, shown.remaining) == ("green", True, 10)


@pytest.mark.parametrize(("second", "elapsed"), [(-1, 2), (0, 3)])
def test_a_pause_before_midnight_costs_the_day_and_one_at_midnight_does_not(second, elapsed):
    engagement = started(days=10)
    paused(engagement, day_begins(12) + dt.timedelta(seconds=second))  # over the 11th, or not

    assert clock_of(fresh(engagement), day_begins(20)).elapsed == elapsed


@pytest.mark.parametrize(("second", "elapsed"), [(-1, 3), (0, 2)])
def test_a_service_that_goes_on_before_midnight_has_the_day_and_one_at_midnight_has_not(
    second, elapsed
):
    engagement = started(days=10)
    paused(engagement, day_begins(11) + 9 * HOUR)
    resumed(engagement, day_begins(12) + dt.timedelta(seconds=second))

    assert clock_of(fresh(engagement), day_begins(12)).elapsed == elapsed


def test_days_saved_are_counted_against_the_standard():
    engagement = started(days=12)

    assert clock_of(engagement, MONDAY).saved_days == 8  # by the promise
    assert clock_of(delivered(engagement, MONDAY + 2 * DAY), MONDAY + 4 * DAY).saved_days == 18


def test_there_is_no_clock_before_the_start():
    engagement = started()

    assert clock_of(engagement, STARTED - HOUR) is None


# --- a calendar that changes after a date was pinned


def free_day(engagement, day, at):
    set_calendar_day(
        hall_id=engagement.notice.hall_id,
        day=dt.date(2026, 3, day),
        is_worked=False,
        name_zh="演示市建市纪念日",
        name_en="Founding Day of Demo City",
        source="演示市政府办公室通知",
        by=somebody(),
        at=at,
    )


def test_a_holiday_added_later_moves_no_pinned_day_and_the_page_says_why():
    engagement = started(days=10)
    free_day(engagement, 12, at=MONDAY)

    with translation.override("en"):
        shown = clock_of(fresh(engagement), MONDAY + HOUR)

    assert shown.due_on == dt.date(2026, 3, 20)
    assert shown.due_note == (
        "By today's calendar this would fall due on 23 Mar 2026. The date was fixed on "
        "6 Mar 2026 and stays; only a pause, an extension or a return fixes a new one. "
        "Changed since then: 12 Mar 2026 Founding Day of Demo City."
    )
    assert clock_of(fresh(engagement), day_begins(21)).lamp == "red"


def test_the_next_pin_follows_the_calendar_of_its_moment():
    engagement = started(days=10)
    free_day(engagement, 12, at=MONDAY)

    extended(engagement, MONDAY + HOUR, days=1)

    shown = clock_of(fresh(engagement), MONDAY + DAY)
    assert (shown.due_on, shown.due_note) == (dt.date(2026, 3, 24), "")


def test_a_calendar_known_before_the_start_is_counted_and_its_withdrawal_is_told():
    engagement = started(days=3)  # makes the hall
    free_day(engagement, 30, at=STARTED)
    other = started(days=20)

    assert other.due_dates.get().due_on == dt.date(2026, 4, 7)  # Qingming and the 30th are free
    withdraw_calendar_day(
        hall_id=other.notice.hall_id,
        day=dt.date(2026, 3, 30),
        by=somebody(),
        at=MONDAY,
    )
    assert clock_of(fresh(other), MONDAY + HOUR).due_note


def test_a_year_that_nobody_has_published_is_named():
    engagement = started(days=10)
    extended(engagement, MONDAY, days=250)

    shown = clock_of(fresh(engagement), MONDAY + HOUR)

    assert shown.due_on.year == 2027
    assert shown.unpublished_years == [2027]


# --- what the clock tells


def test_each_colour_is_told_once_and_red_goes_to_the_regulator():
    engagement = started(days=10)

    for day in (10, 18, 19, 19, 20, 21, 21, 25):
        run_duties(day_begins(day))

    assert lamps(engagement) == ["yellow", "red"]
    assert kinds(engagement)[-3:] == ["service.lamp", "service.lamp", "service.escalated"]
    facts = told(engagement, "service.escalated")
    assert (facts["to"], facts["elapsed"], facts["due_on"]) == ("regulator", 10, "2026-03-20")


def test_a_new_pin_tells_the_colours_anew_and_green_only_after_another():
    engagement = started(days=10)
    run_duties(day_begins(19))
    extended(engagement, day_begins(19) + HOUR, days=5)

    for day in (19, 20, 26, 27, 28):
        run_duties(day_begins(day) + 2 * HOUR)

    assert lamps(engagement) == ["yellow", "green", "yellow", "red"]


def test_while_it_is_paused_or_handed_in_no_lamp_is_told():
    resting, handed_in = started(days=10), started(days=10)
    paused(resting, MONDAY)
    delivered(handed_in, MONDAY)

    run_duties(MONDAY + HOUR)

    assert lamps(resting) == lamps(handed_in) == []


def test_a_lamp_that_was_told_is_not_told_again():
    engagement = started(days=10)
    arguments = {"engagement_id": engagement.pk}

    refused(r"service\.lamp_told", commands.announce_lamp, **arguments, at=day_begins(10))
    commands.announce_lamp(**arguments, at=day_begins(19))
    refused(r"service\.lamp_told", commands.announce_lamp, **arguments, at=day_begins(20))


def test_a_resumed_service_turns_red_by_its_new_day():
    engagement = started(days=10)
    paused(engagement, MONDAY)
    resumed(engagement, MONDAY + 4 * DAY)  # Friday: four days are lost, due on the 26th

    run_duties(day_begins(26))
    run_duties(day_begins(27))

    assert lamps(engagement) == ["yellow", "red"]


def test_the_clock_asks_as_often_for_three_services_as_for_one():
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            calendars = Calendars()
            for each in Engagement.objects.for_clock().order_by("pk"):
                clock_of(each, MONDAY + HOUR, calendars=calendars)
        return len(queries)

    free_day(started(), 12, at=MONDAY)
    alone = asked()
    started()
    started()

    assert asked() == alone
