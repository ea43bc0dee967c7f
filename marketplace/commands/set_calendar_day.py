from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from ..kernel.refusal import Refusal
from ..models import CalendarDay, Event, Hall
from ..models.checking import check
from ..transaction import command
from .calendar_facts import day_facts, newest_word, refuse_past


def set_calendar_day(
    *,
    hall_id: int,
    day: date,
    is_worked: bool,
    name_zh: str,
    name_en: str = "",
    source: str = "",
    by,
    at: datetime,
) -> CalendarDay:
    """Say of one day that it is worked or free in a hall, whatever the state's calendar says.

    Due days that are pinned already stay as they are; what is counted later counts with it.

    Raises:
        Refusal: ``calendar.past``, ``calendar.unchanged`` or ``record.invalid``.
    """
    with command():
        hall = Hall.objects.locked(hall_id)
        refuse_past(day, at)
        words = {"is_worked": is_worked, "name_zh": name_zh, "name_en": name_en, "source": source}
        row = CalendarDay(hall=hall, day=day, added_at=at, **words)
        check(row)
        before = newest_word(hall, day)
        if before is not None and day_facts(before) == day_facts(row):
            raise Refusal(
                "calendar.unchanged",
                _("Nothing was changed: the hall's calendar says so already."),
                _("Change the day or the occasion, or leave it."),
            )
        row.save(force_insert=True)
        Event.append(hall.stream, "calendar.day_set", at=at, by=by, **day_facts(row))
    return row
