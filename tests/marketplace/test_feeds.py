"""Deadlines as iCalendar: what the standard asks, by a library's reading and by hand."""

import datetime as dt

import pytest
from icalendar import Calendar

from marketplace.feeds import Deadline, as_icalendar, deadlines_for, revisions_of
from marketplace.models import Event
from tests.factories import DAY, HOUR, NOON

pytestmark = pytest.mark.django_db
LONG = "非常长的项目名称、用逗号, 分号; 和反斜杠\\ 隔开" * 6


def deadline(key="N2026-000001-close", **changes):
    columns = {
        "key": key,
        "label": "Close",
        "thing": "Demo Road",
        "end": NOON + 2 * HOUR,
        "url": "/en/notices/N2026-000001/",
        "stream": "notice:N2026-000001",
        "text": "",
    }
    return Deadline(**columns | changes)


def written(*deadlines):
    return as_icalendar(
        deadlines, name="Deadlines", host="hall.example", root="https://hall.example", at=NOON
    )


def read(*deadlines):
    return list(Calendar.from_ical(written(*deadlines)).walk("VEVENT"))


def test_a_moment_is_written_in_utc_and_ends_at_the_deadline():
    [event] = read(deadline())

    assert event["UID"] == "N2026-000001-close@hall.example"
    assert event.decoded("DTEND") == NOON + 2 * HOUR
    assert event.decoded("DTSTART") == NOON + 1.5 * HOUR
    assert event["URL"] == "https://hall.example/en/notices/N2026-000001/"
    assert (event["SUMMARY"], event["STATUS"]) == ("Close · Demo Road", "CONFIRMED")
    assert b"DTEND:20260302T060000Z\r\n" in written(deadline())


@pytest.mark.parametrize(
    "end", [dt.date(2026, 3, 5), dt.datetime(2026, 3, 5, 16, tzinfo=dt.UTC)], ids=["day", "24:00"]
)
def test_a_day_and_its_midnight_are_that_whole_day(end):
    body = written(deadline(end=end))

    assert b"DTSTART;VALUE=DATE:20260305\r\n" in body
    assert b"DTEND;VALUE=DATE:20260306\r\n" in body


def test_lines_are_folded_at_75_octets_and_texts_are_escaped():
    body = written(deadline(thing=LONG, text=f"{LONG}\n{LONG}"))

    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in body.replace(b"\r\n", b"")
    for line in lines:
        line.decode()  # no character is cut in two
    [event] = read(deadline(thing=LONG, text=f"{LONG}\n{LONG}"))
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (f"Close · {LONG}", f"{LONG}\n{LONG}")


def test_the_calendar_says_what_it_is():
    body = written()

    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    for line in (b"VERSION:2.0", b"METHOD:PUBLISH", b"REFRESH-INTERVAL;VALUE=DURATION:PT1H"):
        assert line + b"\r\n" in body


def test_a_change_keeps_the_uid_and_raises_the_sequence():
    tell("notice.published")
    [before] = read(deadline())
    tell("notice.extended", at=NOON + HOUR)
    [after] = read(deadline(end=NOON + DAY))

    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (1, 2)
    assert after.decoded("DTSTAMP") == after.decoded("LAST-MODIFIED") == NOON + HOUR


def test_answers_leave_no_trace_in_the_sequence():
    tell("notice.published")
    before = written(deadline())
    for _each in range(3):
        tell("response.placed", at=NOON + HOUR)

    assert written(deadline()) == before


def test_what_was_called_off_says_so():
    [event] = read(deadline(is_cancelled=True))

    assert event["STATUS"] == "CANCELLED"


def test_revisions_of_many_records_take_one_query(django_assert_num_queries):
    tell("notice.published")

    with django_assert_num_queries(1):
        found = revisions_of([deadline(), deadline("other", stream="notice:N2026-000002")])

    assert {stream: revision.number for stream, revision in found.items()} == {
        "notice:N2026-000001": 1
    }


def test_one_deadline_that_two_apps_know_stands_once(monkeypatch):
    from wagtail import hooks

    late, soon = deadline("b", end=NOON + DAY), deadline("a")
    offers = [lambda kind, thing, at: [late, soon], lambda kind, thing, at: [soon], lambda *_: None]
    monkeypatch.setattr(hooks, "get_hooks", lambda name: offers)

    assert deadlines_for("agency", None, at=NOON) == [soon, late]


def tell(kind, at=NOON):
    return Event.append("notice:N2026-000001", kind, at=at)
