"""Which days are worked: the official holidays and make-up days, as far as they are known."""

from __future__ import annotations

from datetime import date, datetime, time

import chinese_calendar
from django.utils import timezone

from .kernel.calendar import ONE_DAY, WorkingDays, is_weekday


def is_worked(day: date) -> bool:
    """Return whether the day is worked in China; for an unpublished year, Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return is_weekday(day)


OFFICIAL = WorkingDays(is_worked)


def end_of_working_day(at: datetime, count: int) -> datetime:
    """Return 24:00, local time, of the ``count``-th working day after the day of ``at``."""
    last = OFFICIAL.after(timezone.localdate(at), count)
    midnight = datetime.combine(last + ONE_DAY, time.min)
    return timezone.make_aware(midnight, timezone.get_default_timezone())
