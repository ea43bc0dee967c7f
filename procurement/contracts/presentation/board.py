"""The board of all running services: rows, figures, and what it can be narrowed by."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import Q

from ...domain.lifecycle import State
from ...models.states import STATE_LABELS
from ..models import Engagement
from .deeds import open_pause
from .lamps import NAMES, PAUSED
from .rows import ServiceRow, service_rows
from .sides import with_parts

RUNNING = (
    State.AWARDED,
    State.CONFIRMED,
    State.CONTRACTED,
    State.IN_SERVICE,
    State.DELIVERED,
)
SHOWN = frozenset({"green", "yellow", "red", PAUSED})
RECENT = timedelta(days=90)
FACETS = ("lamp", "state", "paused", "department", "owner", "agency")
Names = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A service on the board, with the values by which it is found and what they are called."""

    service: ServiceRow
    names: Names
    text: str

    @property
    def is_running(self) -> bool:
        return self.service.engagement.accepted_at is None

    def meets(self, chosen: Mapping[str, set[str]], words: str, *, without: str = "") -> bool:
        """Return whether the row has one value of each filter, and every word."""
        found = all(
            not values.isdisjoint(self.names[name])
            for name, values in chosen.items()
            if name != without
        )
        return found and all(word in self.text for word in words.casefold().split())


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


def board_rows(at: datetime) -> list[BoardRow]:
    """Return all running services, red first, and those that were delivered of late.

    The number of queries does not grow with the rows: lamps follow from the facts, so they
    are computed for all of them and narrowed here.
    """
    recent = Q(accepted_at=None) | Q(delivered_at__gte=at - RECENT)
    states = [state.value for state in RUNNING]
    found = with_parts(
        Engagement.objects.standing()
        .filter(recent)
        .filter(Q(notice__state__in=states) | Q(accepted_at__isnull=False))
    )
    rows = sorted(service_rows(found, at=at), key=lambda row: row.rank)
    return [board_row(row) for row in rows]


def board_row(row: ServiceRow) -> BoardRow:
    """Return a service with what it is found by."""
    engagement, notice = row.engagement, row.notice
    pause = open_pause(engagement)
    departments = {line.item.department for line in notice.lines.all()}
    names = {
        "lamp": {row.colour: NAMES[row.colour]},
        "state": {notice.state: STATE_LABELS[State(notice.state)]},
        "paused": {pause.cause: pause.get_cause_display()} if pause else {},
        "department": {each.code: each.name for each in departments},
        "owner": {notice.owner.public_id: notice.owner.name},
        "agency": {engagement.agency.public_id: engagement.agency.name},
    }
    return BoardRow(row, names, _text(engagement))


def narrowed(rows: Iterable[BoardRow], chosen: Mapping, words: str) -> list[BoardRow]:
    """Return the running services that meet every filter."""
    return [row for row in rows if row.is_running and row.meets(chosen, words)]


def figures(rows: Iterable[BoardRow], chosen: Mapping, words: str) -> Figures:
    """Return how many services stand at which lamp, and the median of the days saved.

    The median is over what was delivered in the last 90 days, by the same filters except
    lamp, state and pause, which ask what runs now.
    """
    rows = list(rows)
    lamps = Counter(row.service.colour for row in narrowed(rows, chosen, words))
    lasting = {name: values for name, values in chosen.items() if name in FACETS[3:]}
    saved = [
        row.service.saved_days
        for row in rows
        if row.service.engagement.delivered_at and row.meets(lasting, words)
    ]
    return Figures(
        lamps=[(colour, NAMES[colour], lamps[colour]) for colour in NAMES if colour in SHOWN],
        median_saved=statistics.median(map(Fraction, saved)) if saved else None,
        delivered=len(saved),
    )


def _text(engagement: Engagement) -> str:
    notice = engagement.notice
    organisations = (notice.owner.organisation, engagement.agency.organisation)
    words = [notice.public_id, notice.owner.public_id, engagement.agency.public_id]
    words += [notice.project.code, notice.project.name_zh, notice.project.name_en]
    words += [name for each in organisations for name in (each.name_zh, each.name_en)]
    words += [
        name for line in notice.lines.all() for name in (line.item.name_zh, line.item.name_en)
    ]
    return "\n".join(words).casefold()
