"""What the records add up to, asked of the database as sums: as many queries for any size.

A notice stands in each figure on the day of its deed: published, closed, awarded, accepted or
ended. With several services it counts once, under its first one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate

from django.core.cache import cache
from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    F,
    Func,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Concat

from marketplace.calendar import of_hall
from marketplace.models import Event, Hall, ServiceItem
from marketplace.notation import BEIJING
from procurement.contracts.models import Engagement
from procurement.domain.lifecycle import DECIDED, ENDED_WITHOUT_AWARD, State
from procurement.models import Notice, Response
from procurement.modes.registry import modes

from .domain.tally import WHOLE
from .domain.world import Groups, Part, Shelf

DECIDED_VALUES = sorted(state.value for state in DECIDED)
ENDED_VALUES = sorted(state.value for state in ENDED_WITHOUT_AWARD)
ENDINGS = {
    State.FAILED.value: ("notice.failed", "failed"),
    State.CANCELLED.value: ("notice.cancelled", "cancelled"),
    State.VOID.value: ("notice.voided", "void"),
}
TOLD = (  # whatever else happens changes no figure
    *(kind for kind, _name in ENDINGS.values()),
    "notice.published", "notice.closed", "notice.awarded", "award.offered", "award.skipped",
    "deliverable.accepted", "catalogue.changed", "calendar.day_set", "calendar.day_withdrawn",
)  # fmt: skip
KEPT_SECONDS = 24 * 3600
AN_HOUR = 3600
EPOCH = date(1970, 1, 1).toordinal()
GROUP = ("month", "mode_key", "lines__item")


class BeijingMonth(Func):
    """The month of a moment in Beijing, as ``2026-03``; it has had one offset since 1992."""

    output_field = CharField()

    def as_sqlite(self, compiler, connection, **kwargs):
        return self.as_sql(
            compiler, connection, template="strftime('%%%%Y-%%%%m', %(expressions)s, '+8 hours')"
        )

    def as_postgresql(self, compiler, connection, **kwargs):
        zone = "to_char(%(expressions)s AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')"
        return self.as_sql(compiler, connection, template=zone)


class BeijingDay(Func):
    """The day of a moment in Beijing, counted from 1970."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler, connection, **kwargs):
        day = "CAST(julianday(%(expressions)s, '+8 hours') - 2440587.5 AS INTEGER)"
        return self.as_sql(compiler, connection, template=day)

    def as_postgresql(self, compiler, connection, **kwargs):
        day = "(%(expressions)s AT TIME ZONE 'Asia/Shanghai')::date - DATE '1970-01-01'"
        return self.as_sql(compiler, connection, template=day)


class Seconds(Func):
    """The whole seconds from 1970 to a moment."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler, connection, **kwargs):
        return self.as_sql(
            compiler, connection, template="CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)"
        )

    def as_postgresql(self, compiler, connection, **kwargs):
        return self.as_sql(
            compiler, connection, template="FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
        )


def groups_of(start: date | None = None, end: date | None = None) -> Groups:
    """Return the figures of the days from ``start`` up to and with ``end``, or of all.

    They are computed once and kept until something happens that changes one of them.
    """
    newest = Event.objects.filter(kind__in=TOLD).aggregate(Max("pk"))["pk__max"]
    key = f"procurement.statistics:1:{start}:{end}:{newest}"
    found = cache.get(key)
    if found is None:
        found = _computed(start, end)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _computed(start: date | None, end: date | None) -> Groups:
    items = ServiceItem.objects.values_list("pk", "category", "department")
    shelves = {key: Shelf(category, department) for key, category, department in items}
    groups = Groups(start, end)
    for read in READERS:
        groups.take(read(start, end), shelves)
    groups.fill_months()
    return groups


def _published(start, end) -> Iterator[Part]:
    rows = _grouped(Notice.objects.published(), "published_at", start, end)
    for month, mode, item, count in rows.annotate(Count("pk")):
        yield Part(month, mode, item, {"published": count})


def _closed(start, end) -> Iterator[Part]:
    """Yield the closed notices that all who qualify could answer, and their valid answers."""
    valid = Response.objects.valid().filter(notice=OuterRef("pk")).order_by().values("notice")
    answers = Coalesce(Subquery(valid.annotate(count=Count("pk")).values("count")), 0)
    notices = Notice.objects.exclude(mode_key__in=_by_invitation())
    rows = _grouped(notices, "closed_at", start, end)
    for month, mode, item, count, answered in rows.annotate(Count("pk"), sum=Sum(answers)):
        yield Part(month, mode, item, {"closed": count, "answers": answered})


def _selected(start, end) -> Iterator[Part]:
    """Yield the awards that stand, at the price of the agency that stands."""
    price = Coalesce("engagements__price_minor", "award__price_minor")
    capped = Q(cap_minor__gt=0)
    points = (price * 2 * WHOLE + F("cap_minor")) / (F("cap_minor") * 2)  # rounded half up
    sums = {
        "selected": Count("pk"),
        "price": Sum(price),
        "ceiling": Sum("ceiling_minor"),
        "capped": Count("pk", filter=capped),
        "capped_price": Sum(price, filter=capped),
        "cap": Sum("cap_minor", filter=capped),
        "lowest": Min(points, filter=capped),
        "highest": Max(points, filter=capped),
        "promised": Sum("engagements__promised_days"),
        "standard": Sum("engagements__standard_days"),
    }
    aliases = {f"sum_{name}": expression for name, expression in sums.items()}
    direct = _by_invitation()
    standing = _decided().filter(engagements__fallen_at=None)
    rows = _grouped(standing, "award__decided_at", start, end)
    for month, mode, item, *found in rows.annotate(**aliases):
        told = {name: value for name, value in zip(sums, found, strict=True) if value is not None}
        told["direct"] = told["selected"] if mode in direct else 0
        yield Part(month, mode, item, told)


def _took_days(start, end) -> Iterator[Part]:
    """Yield how many selections took how many working days."""
    rows = (
        _between(_decided(), "award__decided_at", start, end)
        .filter(lines__place=1)
        .annotate(first=BeijingDay("published_at"), last=BeijingDay("award__decided_at"))
        .order_by()
        .values_list("first", "last", "mode_key", "lines__item")
    )
    found = list(rows.annotate(Count("pk")))
    worked, months = _worked_days(found), {}
    for first, last, mode, item, count in found:
        cell = months.setdefault((_month_of(last), mode, item), {})
        days = worked[last] - worked[first]
        cell[days] = cell.get(days, 0) + count
    for (month, mode, item), days in months.items():
        yield Part(month, mode, item, {"days": days})


def _took_hours(start, end) -> Iterator[Part]:
    """Yield how many selections took how many full hours; by month and mode only."""
    hours = (Seconds("award__decided_at") - Seconds("published_at")) / AN_HOUR
    rows = (
        _between(_decided(), "award__decided_at", start, end)
        .annotate(month=BeijingMonth("award__decided_at"), hours=hours)
        .order_by()
        .values_list("month", "mode_key", "hours")
    )
    for month, mode, hours, count in rows.annotate(Count("pk")):
        yield Part(month, mode, None, {"hours": {hours: count}})


def _accepted(start, end) -> Iterator[Part]:
    """Yield the accepted services, with the days that the last delivery was counted."""
    rows = (
        _between(Engagement.objects.standing(), "accepted_at", start, end)
        .filter(
            notice__state__in=DECIDED_VALUES,
            notice__lines__place=1,
            deliveries__returned_at=None,
        )
        .annotate(month=BeijingMonth("accepted_at"))
        .order_by()
        .values_list("month", "notice__mode_key", "notice__lines__item")
        .annotate(Count("pk"), Sum("deliveries__taken_days"), Sum("standard_days"))
    )
    for month, mode, item, count, actual, standard in rows:
        told = {"accepted": count, "actual": actual or 0, "accepted_standard": standard}
        yield Part(month, mode, item, told)


def _ended(start, end) -> Iterator[Part]:
    """Yield what ended without an award that stands, on the day of which the event tells."""
    kinds = [kind for kind, _name in ENDINGS.values()]
    last = Event.objects.filter(
        stream=Concat(Value("notice:"), OuterRef("public_id")), kind__in=kinds
    )
    ended = (
        Notice.objects.published()
        .filter(state__in=ENDED_VALUES)
        .annotate(ended_at=Subquery(last.order_by("-number").values("at")[:1]))
    )
    rows = _grouped(ended, "ended_at", start, end).values_list(*GROUP, "state")
    for month, mode, item, state, count in rows.annotate(Count("pk")):
        yield Part(month, mode, item, {ENDINGS[state][1]: count})


READERS = (
    _published, _closed, _selected, _took_days, _took_hours, _accepted, _ended,
)  # fmt: skip


def _decided() -> QuerySet[Notice]:
    """Return the notices whose award stands."""
    return Notice.objects.filter(state__in=DECIDED_VALUES)


def _by_invitation() -> set[str]:
    return {mode.key for mode in modes if not mode.is_competitive}


def _grouped(notices: QuerySet, moment: str, start, end) -> QuerySet:
    """Return notices by month, mode and first service, as far as the moment is in the period."""
    found = _between(notices, moment, start, end).filter(lines__place=1)
    return found.annotate(month=BeijingMonth(moment)).order_by().values_list(*GROUP)


def _between(rows: QuerySet, moment: str, start: date | None, end: date | None) -> QuerySet:
    """Return the rows whose moment is there, and on a day of the period in Beijing."""
    rows = rows.filter(**{f"{moment}__isnull": False})
    if start is not None:
        rows = rows.filter(**{f"{moment}__gte": _midnight(start)})
    if end is not None:
        rows = rows.filter(**{f"{moment}__lt": _midnight(end + timedelta(days=1))})
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, BEIJING)


@lru_cache(maxsize=4096)
def _month_of(day: int) -> str:
    return f"{date.fromordinal(EPOCH + day):%Y-%m}"


def _worked_days(found: list[tuple]) -> dict[int, int]:
    """Return for each day that occurs how many working days there were up to it."""
    if not found:
        return {}
    calendar = of_hall(Hall.objects.current())
    first, last = min(row[0] for row in found), max(row[1] for row in found)
    days = range(first, last + 1)
    worked = (calendar.is_worked(date.fromordinal(EPOCH + day)) for day in days)
    return dict(zip(days, accumulate(map(int, worked)), strict=True))
