"""The board of all running services: rows and figures, narrowed and ordered by the database.

A lamp follows from days that were pinned, so the database can tell the colour of every service
(``with_colour``); what a row shows beside it is computed for one page only. ``test_board`` holds
the colour to the one that the service clock computes.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import TruncDate
from django.utils import timezone

from marketplace.search import text_search

from ...domain.lifecycle import State
from ...models import NoticeLine
from ..models import Delivery, DueDate, Engagement, Pause
from .lamps import NAMES, PAUSED, WAITING
from .rows import ORDER

RUNNING = (
    State.AWARDED,
    State.CONFIRMED,
    State.CONTRACTED,
    State.IN_SERVICE,
    State.DELIVERED,
)
RUNNING_VALUES = [state.value for state in RUNNING]
SHOWN = frozenset({"green", "yellow", "red", PAUSED})
RECENT = timedelta(days=90)
FACETS = ("lamp", "state", "paused", "department", "owner", "agency")
LASTING = frozenset({"department", "owner", "agency"})  # they ask what a service is, not how it is
SEARCHED = (
    "notice__public_id",
    "notice__owner__public_id",
    "agency__public_id",
    "notice__project__code",
    "notice__project__name_zh",
    "notice__project__name_en",
    "notice__owner__organisation__name_zh",
    "notice__owner__organisation__name_en",
    "agency__organisation__name_zh",
    "agency__organisation__name_en",
    "notice__lines__item__name_zh",
    "notice__lines__item__name_en",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The headline figures of what the filters leave."""

    lamps: list[tuple[str, object, int]]
    median_saved: Fraction | None
    delivered: int

    @property
    def median(self) -> str:
        """Return the median with one decimal where it has one; a dash for none."""
        if self.median_saved is None:
            return "–"
        return f"{float(self.median_saved):.1f}".removesuffix(".0")


def running(at: datetime) -> QuerySet[Engagement]:
    """Return all running services with the colours of their lamps."""
    found = Engagement.objects.standing().filter(accepted_at=None, notice__state__in=RUNNING_VALUES)
    return with_colour(found, at)


def with_colour(engagements: QuerySet[Engagement], at: datetime) -> QuerySet[Engagement]:
    """Return the services with ``colour``, the lamp's at a moment, and the day they are due on."""
    newest = DueDate.objects.filter(engagement=OuterRef("pk")).order_by("-pinned_at", "-pk")
    here, today = timezone.get_default_timezone(), Value(timezone.localdate(at), DateField())
    paused = Pause.objects.filter(engagement=OuterRef("pk"), resumed_at=None)
    return engagements.annotate(
        fixed_on=Subquery(newest.values("due_on")[:1]),
        green_until=Subquery(newest.values("yellow_on")[:1]),
        counted_on=Case(
            When(delivered_at=None, then=today),
            default=TruncDate("delivered_at", tzinfo=here),
            output_field=DateField(),
        ),
        colour=Case(
            When(Q(started_at=None) | Q(started_at__gt=at), then=Value(WAITING)),
            When(Q(delivered_at=None) & Exists(paused), then=Value(PAUSED)),
            When(counted_on__gt=F("fixed_on"), then=Value("red")),
            When(counted_on__gt=F("green_until"), then=Value("yellow")),
            default=Value("green"),
            output_field=CharField(),
        ),
    )


def in_order(engagements: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """Return services ``with_colour``, red first, and the nearest due day among equals."""
    rank = Case(
        *(When(colour=colour, then=Value(place)) for place, colour in enumerate(ORDER)),
        output_field=IntegerField(),
    )
    resting = Case(When(colour=PAUSED, then=None), default=F("fixed_on"), output_field=DateField())
    ordered = engagements.annotate(lamp_rank=rank, next_due=resting)
    return ordered.order_by("lamp_rank", F("next_due").asc(nulls_last=True), "notice__public_id")


def narrowed(
    engagements: QuerySet[Engagement], chosen: Mapping[str, set[str]], words: str, *, without=""
) -> QuerySet[Engagement]:
    """Return those that have one value of each filter, and every word."""
    for name, values in chosen.items():
        if name != without:
            engagements = engagements.filter(_condition(name, values))
    if not words:
        return engagements
    return text_search().narrow(engagements, words, kind="engagement", fields=SEARCHED)


def figures(at: datetime, chosen: Mapping[str, set[str]], words: str) -> Figures:
    """Return how many services stand at which lamp, and the median of the days saved.

    The median is over what was delivered in the last 90 days, by the same filters except
    lamp, state and pause, which ask what runs now.
    """
    counts = counted(narrowed(running(at), chosen, words), "colour")
    lasting = {name: values for name, values in chosen.items() if name in LASTING}
    saved = _saved(narrowed(_delivered_since(at - RECENT), lasting, words))
    return Figures(
        lamps=[
            (colour, NAMES[colour], counts.get(colour, 0)) for colour in NAMES if colour in SHOWN
        ],
        median_saved=statistics.median(map(Fraction, saved)) if saved else None,
        delivered=len(saved),
    )


def counted(engagements: QuerySet[Engagement], column: str) -> dict[str, int]:
    """Return how many of the services have which value."""
    rows = engagements.order_by().values_list(column).annotate(Count("pk", distinct=True))
    return {value: count for value, count in rows if value}


def _condition(name: str, values: set[str]) -> Q:
    if name == "paused":
        pauses = Pause.objects.filter(engagement=OuterRef("pk"), resumed_at=None, cause__in=values)
        return Q(Exists(pauses))
    if name == "department":
        lines = NoticeLine.objects.filter(notice=OuterRef("notice"))
        return Q(Exists(lines.filter(item__department__code__in=values)))
    columns = {
        "lamp": "colour",
        "state": "notice__state",
        "owner": "notice__owner__public_id",
        "agency": "agency__public_id",
    }
    return Q(**{f"{columns[name]}__in": values})


def _delivered_since(moment: datetime) -> QuerySet[Engagement]:
    still = Q(accepted_at=None, notice__state__in=RUNNING_VALUES)
    found = Engagement.objects.standing().filter(delivered_at__gte=moment)
    return found.filter(still | Q(accepted_at__isnull=False))


def _saved(engagements: QuerySet[Engagement]) -> list[int]:
    """Return by how many working days each undercut the standard."""
    last = Delivery.objects.filter(engagement=OuterRef("pk")).order_by("-number")
    taken = engagements.annotate(taken=Subquery(last.values("taken_days")[:1]))
    return list(taken.order_by().values_list(F("standard_days") - F("taken"), flat=True))
