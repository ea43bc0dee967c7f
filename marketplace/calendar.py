"""Which days are worked: the state's holidays and make-up days, and each hall's own word.

The state publishes a year's holidays in the autumn before. Until then only its weekends are
free, and whoever shows such a date shows ``unpublished_warning`` beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from itertools import groupby

import chinese_calendar
from django.utils import timezone
from django.utils.translation import gettext as _

from .kernel.calendar import ONE_DAY, WorkingDays, is_weekday
from .notation import in_chinese

FREE: Mapping[date, str] = chinese_calendar.holidays
MADE_UP: Mapping[date, str] = chinese_calendar.workdays
PUBLISHED = frozenset(day.year for day in FREE)


def is_worked(day: date) -> bool:
    """Return whether the day is worked in China; for an unpublished year, Monday to Friday."""
    return day in MADE_UP or (is_weekday(day) and day not in FREE)


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """Days in a row that are not what their weekday says, and why."""

    first: date
    last: date
    is_worked: bool
    why: str


@dataclass(frozen=True)
class HallCalendar(WorkingDays):
    """The days of one hall: the state's, under what the hall has said of single days."""

    is_worked: Callable[[date], bool] = is_worked
    said: Mapping[date, object] = field(default_factory=dict)  # rows of CalendarDay

    def is_published(self, year: int) -> bool:
        """Return whether the state has published the holidays of the year."""
        return year in PUBLISHED

    def why(self, day: date) -> str:
        """Return why the day is not as its weekday, in the reader's language, or nothing."""
        if day in self.said:
            return self.said[day].name
        if day in MADE_UP:
            return _("worked instead of a day off: %(occasion)s") % {
                "occasion": _occasion(MADE_UP[day])
            }
        return _occasion(FREE[day]) if day in FREE else ""

    def special_days(self, start: date, end: date) -> list[SpecialDays]:
        """Return the holidays and make-up days from ``start`` up to and with ``end``."""
        known = sorted(day for day in {*FREE, *MADE_UP, *self.said} if start <= day <= end)
        told = [(day, self.is_worked(day), self.why(day)) for day in known]
        runs = groupby(enumerate(told), key=lambda pair: _run(*pair))
        return [_period([each for _place, each in run]) for _key, run in runs]


def _run(place: int, told: tuple[date, bool, str]) -> tuple[int, bool, str]:
    """Return what days in a row have in common: the same distance from their place."""
    day, worked, why = told
    return day.toordinal() - place, worked, why


def _period(days: list[tuple[date, bool, str]]) -> SpecialDays:
    first, worked, why = days[0]
    return SpecialDays(first, days[-1][0], worked, why)


def _occasion(english: str) -> str:
    return chinese_calendar.Holiday(english).chinese if in_chinese() else english


OFFICIAL = HallCalendar()


def of_hall(hall, *, known_at: datetime | None = None) -> HallCalendar:
    """Return a hall's calendar: as it is, or as it was known at a moment.

    Of several rows about one day the newest counts; one that is withdrawn gives the day back.
    """
    rows = hall.calendar_days.order_by("added_at", "pk")
    if known_at is not None:
        rows = rows.filter(added_at__lte=known_at)
    newest = {row.day: row for row in rows}
    said = {day: row for day, row in newest.items() if not row.withdrawn}
    return HallCalendar(partial(_is_worked_in, said), said) if said else OFFICIAL


def _is_worked_in(said: Mapping[date, object], day: date) -> bool:
    return said[day].is_worked if day in said else is_worked(day)


def end_of_working_day(at: datetime, count: int, calendar: WorkingDays = OFFICIAL) -> datetime:
    """Return 24:00, local time, of the ``count``-th working day after the day of ``at``.

    The end itself is no longer in time: 24:00 is 00:00 of the next day.
    """
    here = timezone.get_default_timezone()
    last = calendar.after(timezone.localdate(at, here), count)
    return timezone.make_aware(datetime.combine(last + ONE_DAY, time.min), here)


def unpublished_years(start: date, end: date) -> list[int]:
    """Return the years from ``start`` to ``end`` whose holidays nobody has published."""
    return [year for year in range(start.year, end.year + 1) if year not in PUBLISHED]


def unpublished_warning(years: list[int]) -> str:
    """Return the sentence to show beside a date that was counted through such years, or nothing."""
    if not years:
        return ""
    return _(
        "The state has not published the holidays of %(years)s yet. Only weekends were counted "
        "as free days there."
    ) % {"years": _listed(years)}


def _listed(years: list[int]) -> str:
    return ("、" if in_chinese() else ", ").join(map(str, years))
