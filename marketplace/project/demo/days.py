"""The demonstration's calendar: working days counted back from today, and hours of the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from marketplace.calendar import OFFICIAL
from marketplace.kernel.calendar import ONE_DAY


def moment(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """Return a moment of local time on a day."""
    local = datetime.combine(day, time(hour, minute, second))
    return timezone.make_aware(local, timezone.get_default_timezone()).astimezone(UTC)


def midnight(day: date) -> datetime:
    """Return the first moment of a day, local time."""
    return moment(day, 0)


def worked_before(day: date, count: int) -> date:
    """Return the ``count``-th working day before ``day``; the day itself is not counted."""
    while count:
        day -= ONE_DAY
        count -= OFFICIAL.is_worked(day)
    return day


def worked_after(day: date, count: int) -> date:
    """Return the ``count``-th working day after ``day``."""
    return OFFICIAL.after(day, count)


def days_ago(today: date, count: int) -> date:
    """Return a working day about so many days before today, never today itself."""
    day = today - timedelta(days=count)
    while not OFFICIAL.is_worked(day):
        day -= ONE_DAY
    return day
