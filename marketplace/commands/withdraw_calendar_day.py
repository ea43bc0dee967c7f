from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from ..kernel.refusal import Refusal
from ..models import CalendarDay, Event, Hall
from ..transaction import command
from .calendar_facts import WORDS, day_facts, newest_word, refuse_past


def withdraw_calendar_day(*, hall_id: int, day: date, by, at: datetime) -> CalendarDay:
    """Give a day back to the state's calendar.

    Raises:
        Refusal: ``calendar.past`` or ``calendar.not_set``.
    """
    with command():
        hall = Hall.objects.locked(hall_id)
        refuse_past(day, at)
        before = newest_word(hall, day)
        if before is None:
            raise Refusal(
                "calendar.not_set",
                _("Nothing was changed: the hall has said nothing of its own about this day."),
                _("Reload the page to see the days that it has set."),
            )
        words = {name: getattr(before, name) for name in WORDS}
        row = CalendarDay(hall=hall, day=day, withdrawn=True, added_at=at, **words)
        row.save(force_insert=True)
        Event.append(hall.stream, "calendar.day_withdrawn", at=at, by=by, **day_facts(row))
    return row
