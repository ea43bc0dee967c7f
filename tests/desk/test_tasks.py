"""The to-do list on Wagtail's first page: what waits, for how long, until when, for whom."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from agencies import commands
from agencies.domain.decree import Decree
from marketplace.calendar import OFFICIAL
from marketplace.operator_tasks import clock_of, task_groups
from marketplace.slots import Task, tasks_for
from tests.agencies.screens import reads
from tests.factories import DAY, HOUR, NOON, AgencyFactory, HallFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
MONDAY_24 = dt.datetime(2026, 3, 2, 16, tzinfo=dt.UTC)


def task(**columns):
    return Task("Title", "warn", "Kind", "text", "Do it", "/do/", **columns)


@pytest.mark.parametrize(
    ("due_at", "words", "lamp"),
    [
        (None, "", "warn"),
        (MONDAY_24, "due today", "warn"),
        (MONDAY_24 + DAY, "due in 1 working day", "warn"),
        (MONDAY_24 + 7 * DAY, "due in 5 working days", "warn"),
        (NOON, "overdue since today", "stop"),
        (NOON - 4 * DAY, "overdue for 3 working days", "stop"),
    ],
)
def test_a_clock_counts_working_days(due_at, words, lamp):
    with override("en"):
        clock = clock_of(task(due_at=due_at), OFFICIAL, at=NOON)

    assert (clock.due, clock.lamp) == (words, lamp)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (None, ""),
        (NOON - HOUR, "came in today"),
        (NOON - 3 * DAY, "waits 2 working days"),
        (NOON - 7 * DAY, "waits 6 working days"),
    ],
)
def test_a_clock_tells_how_long_it_has_waited(since, words):
    with override("en"):
        assert clock_of(task(since=since), OFFICIAL, at=NOON).waited == words


def test_groups_stand_in_their_order_and_the_newest_last():
    young, old = task(order=5, since=NOON), task(order=5, since=NOON - DAY)
    first = task(order=1, count=3)

    groups = task_groups([young, old, first], at=NOON)

    assert [[row.task for row in group.rows] for group in groups] == [[first], [old, young]]
    assert [group.count for group in groups] == [3, 2]


def waiting(**columns):
    return AgencyFactory(
        in_vetting=True, submitted_at=NOON - 4 * DAY, vetting_by=NOON - DAY, **columns
    )


def of(user):
    return [each for each in tasks_for("operator", user, at=NOON) if "/agencies/" in each.url]


def test_each_duty_has_its_own_tasks():
    HallFactory()
    agency = waiting()

    by_duty = {
        duty: [each.title for each in of(UserFactory(**{duty: True}))]
        for duty in ("vetting", "sanctions", "draw", "editor")
    }

    assert by_duty == {
        "vetting": [agency.organisation.name_zh],
        "sanctions": [],
        "draw": [],
        "editor": [],
    }


def test_what_a_colleague_has_claimed_is_not_mine_to_do():
    HallFactory()
    agency, mine, colleague = waiting(), UserFactory(vetting=True), UserFactory(vetting=True)
    commands.claim_application(agency_id=agency.pk, by=colleague, at=NOON)

    assert (len(of(mine)), len(of(colleague))) == (0, 1)


def test_a_task_disappears_when_it_is_done():
    HallFactory()
    agency, vetter = waiting(), UserFactory(vetting=True)
    commands.return_application(agency_id=agency.pk, by=vetter, at=NOON, reason="地址不完整。")

    assert of(vetter) == []


def test_a_suspension_that_has_ended_waits_for_its_end():
    agency, judge = AgencyFactory(), UserFactory(sanctions=True)
    decree = Decree("3号", NOON.date() - 9 * DAY, ends_on=NOON.date() - DAY)
    who = {"agency_id": agency.pk, "by": judge, "reason": "两份报告超期。"}
    commands.suspend_agency(**who, at=NOON, decree=decree)

    [ended] = of(judge)
    commands.reinstate_agency(**who, at=NOON, decree=Decree("4号", NOON.date()))

    assert ended.url == f"/admin/agencies/sanctions/{agency.public_id}/"
    assert of(judge) == []


def test_more_than_ten_are_told_as_a_number():
    HallFactory()
    AgencyFactory.create_batch(13, in_vetting=True)

    found = of(UserFactory(vetting=True))

    assert len(found) == 11
    assert [each.count for each in found] == [1] * 10 + [3]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_first_page_shows_them_with_red_clocks(client, language):
    HallFactory()
    agency, user = waiting(), UserFactory(vetting=True)
    reads(user, language)
    client.force_login(user)

    page = client.get("/admin/").content.decode()

    assert f"/admin/agencies/vetting/{agency.public_id}/" in page
    assert "clock--stop" in page


@pytest.mark.parametrize("duty", ["vetting", "review", "draw", "sanctions", "regulator", "editor"])
def test_the_first_page_takes_as_many_queries_for_five_as_for_two(client, duty):
    HallFactory()
    client.force_login(UserFactory(**{duty: True}))

    def queries():
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        return len(captured)

    waiting()
    waiting()
    for_two = queries()
    for _each in range(3):
        waiting()

    assert queries() == for_two
