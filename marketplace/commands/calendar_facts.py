"""How a day of a hall's calendar is told, and which days may still be changed."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from ..kernel.refusal import Refusal
from ..models import CalendarDay, Hall

WORDS = ("is_worked", "name_zh", "name_en", "source")


def newest_word(hall: Hall, day: date) -> CalendarDay | None:
    """Return what the hall says of a day now, if it says anything."""
    row = hall.calendar_days.filter(day=day).order_by("added_at", "pk").last()
    return None if row is None or row.withdrawn else row


def day_facts(row: CalendarDay) -> dict[str, object]:
    """Return one day of the calendar, as its event tells it."""
    return {"day": row.day.isoformat()} | {name: getattr(row, name) for name in WORDS}


def refuse_past(day: date, at: datetime) -> None:
    """Refuse to change a day that is over: clocks have counted it.

    Raises:
        Refusal: ``calendar.past``.
    """
    if day < timezone.localdate(at):
        raise Refusal(
            "calendar.past",
            _("Nothing was changed: the day is over, and clocks have counted it."),
            _("Choose today or a later day."),
        )
