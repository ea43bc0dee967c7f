"""The service clock of an engagement, computed from what was recorded."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace import notation
from marketplace.calendar import OFFICIAL, HallCalendar, of_hall, unpublished_years
from marketplace.kernel.calendar import ONE_DAY
from marketplace.models import Hall

from ..domain.lamp import Lamp, lamp, yellow_days
from ..domain.stopwatch import Stopwatch
from ..models import DueDate, Engagement

DAYS_NAMED = 3  # of those on which two calendars differ


class Calendars:
    """Halls' calendars as they were known at many moments, each read once.

    Between two rows of a hall's overlay nothing changes, so most moments share a calendar.
    """

    def __init__(self) -> None:
        self._added: dict[int, list[datetime]] = {}
        self._known: dict[tuple[int, int], HallCalendar] = {}

    def of(self, hall: Hall, *, known_at: datetime) -> HallCalendar:
        """Return the calendar of a hall as it was known at a moment."""
        if hall.pk not in self._added:
            rows = hall.calendar_days.order_by("added_at", "pk")
            self._added[hall.pk] = list(rows.values_list("added_at", flat=True))
        known = bisect_right(self._added[hall.pk], known_at)
        if (hall.pk, known) not in self._known:
            self._known[hall.pk, known] = of_hall(hall, known_at=known_at) if known else OFFICIAL
        return self._known[hall.pk, known]


@dataclass(frozen=True)
class ServiceClock:
    """What the service clock of an engagement shows at a moment.

    ``due_on`` is the pinned day, None while the clock is paused. ``due_note`` says what the
    calendar of the moment would make of it, where that is another day, and why the pinned
    one stays. ``saved_days`` are counted against the standard: by the promise, and once
    something is handed in by what it took; below zero where it took longer.
    """

    elapsed: int
    allowed: int
    remaining: int
    due_on: date | None
    lamp: Lamp
    is_paused: bool
    is_overdue: bool
    saved_days: int
    unpublished_years: list[int]
    due_note: str


def clock_of(
    engagement: Engagement, at: datetime, *, calendars: Calendars | None = None
) -> ServiceClock | None:
    """Return what the clock of an engagement shows at a moment; None before it has started.

    For many engagements ask ``Engagement.objects.for_clock()``, and give one ``calendars``.
    """
    if engagement.started_at is None or engagement.started_at > at:
        return None
    pin, calendars = newest_pin(engagement), calendars or Calendars()
    hall, allowed, today = engagement.notice.hall, engagement.allowed_days, _day(at)
    known = calendars.of(hall, known_at=pin.pinned_at)
    elapsed = stopwatch_of(engagement, known).elapsed(today)
    is_paused = any(each.resumed_at is None for each in engagement.pauses.all())
    last = _day(engagement.delivered_at) if engagement.delivered_at else today
    is_overdue = elapsed >= allowed or (not is_paused and last > pin.due_on)
    due_on = None if is_paused else pin.due_on
    return ServiceClock(
        elapsed=elapsed,
        allowed=allowed,
        remaining=allowed - elapsed,
        due_on=due_on,
        lamp=lamp(
            elapsed=elapsed,
            allowed=allowed,
            yellow_percent=engagement.notice.rules.yellow_percent,
            is_overdue=is_overdue,
        ),
        is_paused=is_paused,
        is_overdue=is_overdue,
        saved_days=engagement.standard_days
        - (elapsed if engagement.delivered_at else max(elapsed, allowed)),
        unpublished_years=unpublished_years(_day(engagement.started_at), due_on or today),
        due_note=""
        if is_paused or engagement.delivered_at
        else _note(engagement, pin, known, calendars.of(hall, known_at=at)),
    )


def stopwatch_of(engagement: Engagement, calendar: HallCalendar) -> Stopwatch:
    """Return the stopwatch of a service that has started, on a calendar."""
    rests = [(each.paused_at, each.resumed_at) for each in engagement.pauses.all()]
    rests += [(each.submitted_at, each.returned_at) for each in engagement.deliveries.all()]
    return Stopwatch(
        start=_day(engagement.started_at),
        rests=tuple((_day(begin), end and _day(end)) for begin, end in rests),
        calendar=calendar,
    )


def newest_pin(engagement: Engagement) -> DueDate:
    """Return the due date that counts."""
    return list(engagement.due_dates.all())[-1]


def pin_due_date(engagement: Engagement, cause: DueDate.Cause, *, at: datetime) -> DueDate:
    """Write down by when the service falls due, by the calendar as it is known now."""
    watch = stopwatch_of(engagement, of_hall(engagement.notice.hall, known_at=at))
    allowed = engagement.allowed_days
    return DueDate.objects.create(
        engagement=engagement,
        due_on=watch.due(allowed),
        yellow_on=watch.due(yellow_days(allowed, engagement.notice.rules.yellow_percent)),
        cause=cause,
        pinned_at=at,
    )


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _note(engagement: Engagement, pin: DueDate, then: HallCalendar, now: HallCalendar) -> str:
    """Return why the pinned day stays, where the calendar of the moment says another."""
    day = stopwatch_of(engagement, now).due(engagement.allowed_days)
    if day is None or day == pin.due_on:  # None: handed in meanwhile, the clock rests
        return ""
    told = _(
        "By today's calendar this would fall due on %(day)s. The date was fixed on %(pinned)s "
        "and stays; only a pause, an extension or a return fixes a new one."
    ) % {"day": notation.day(day), "pinned": notation.day(_day(pin.pinned_at))}
    changed = _changed_days(then, now, _day(engagement.started_at), max(day, pin.due_on))
    if not changed:
        return told
    return _("%(note)s Changed since then: %(days)s.") % {"note": told, "days": "; ".join(changed)}


def _changed_days(then: HallCalendar, now: HallCalendar, first: date, last: date) -> list[str]:
    days = (first + ONE_DAY * step for step in range((last - first).days + 1))
    changed = [day for day in days if then.is_worked(day) != now.is_worked(day)]
    return [f"{notation.day(day)} {now.why(day)}".strip() for day in changed[:DAYS_NAMED]]
