"""What procurement shows on pages of other apps: home, an agency's page, an item's page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, F, QuerySet, Sum

from agencies.models import Agency
from marketplace import clock
from marketplace.models import ServiceItem
from marketplace.slots import Panel

from .domain.lifecycle import DECIDED
from .models import Award, Notice, Promise
from .modes.random_draw import RandomDraw
from .presentation.mode_words import all_modes
from .presentation.rows import award_row, award_rows_of, notice_row
from .shortlist_panel import shortlist_panels

HOME_NOTICES, HOME_RESULTS, AWARDS, ITEM_NOTICES = 4, 6, 10, 5
DECIDED_VALUES = sorted(state.value for state in DECIDED)


@dataclass(frozen=True, slots=True)
class Typical:
    """What past selections of one item say of price and time."""

    selections: int
    below_ceiling: Fraction | None
    promised_days: Fraction | None

    @property
    def mean_days(self) -> str:
        """Return the mean of the promised days with one decimal, rounded half up."""
        whole, tenth = divmod(math.floor(self.promised_days * 10 + Fraction(1, 2)), 10)
        return f"{whole}.{tenth}"


@dataclass(frozen=True, slots=True)
class LatestDraw:
    """The last random draw with all its tickets."""

    notice: Notice
    decided_at: datetime
    winner: str
    tickets: list[str]


def panels(slot: str, thing, request) -> Iterable[Panel]:
    """Return what belongs on a slot of a thing's page; nothing on slots of other apps."""
    if slot == "shortlist":
        return shortlist_panels(thing, request)
    makers = {"home_mast": _mast, "home": _home, "agency": _agency, "item": _item}
    return makers[slot](thing) if slot in makers else ()


def typical_for(item: ServiceItem) -> Typical:
    """Return what past selections of an item say, in two queries."""
    awards = _awards().filter(notice__lines__item=item)
    sums = awards.aggregate(
        selections=Count("pk"), price=Sum("price_minor"), ceiling=Sum("notice__ceiling_minor")
    )
    days = _kept_promises().filter(line__item=item)
    found = days.aggregate(count=Count("pk"), promised=Sum("promised_days"))
    return Typical(
        selections=sums["selections"],
        below_ceiling=_below(sums["price"], sums["ceiling"]),
        promised_days=Fraction(found["promised"], found["count"]) if found["count"] else None,
    )


def latest_draw() -> LatestDraw | None:
    """Return the last random draw, or None before the first."""
    award = _awards().filter(notice__mode_key=RandomDraw.key).order_by("-decided_at").first()
    if award is None:
        return None
    return LatestDraw(
        notice=Notice.objects.for_list().get(pk=award.notice_id),
        decided_at=award.decided_at,
        winner=award.winner.name,
        tickets=[each["ticket"] for each in award.evidence["tickets"]],
    )


def _mast(_page) -> Iterable[Panel]:
    draw = latest_draw()
    if draw:
        yield Panel("procurement/includes/panels/latest_draw.html", {"draw": draw}, order=10)


def _home(_page) -> Iterable[Panel]:
    context = {"rows": _open_rows(Notice.objects.all(), HOME_NOTICES)}
    yield Panel("procurement/includes/panels/open_notices.html", context, order=20)
    yield Panel("procurement/includes/panels/modes.html", {"modes": all_modes()}, order=60)
    results = [award_row(each) for each in _decided(Notice.objects.all())[:HOME_RESULTS]]
    if results:
        yield Panel("procurement/includes/panels/results.html", {"results": results}, order=70)


def _agency(agency: Agency) -> Iterable[Panel]:
    won = _decided(Notice.objects.filter(award__in=Award.objects.kept_by(agency)))
    context = {"awards": award_rows_of(agency, won[:AWARDS])}
    yield Panel("procurement/includes/panels/awards.html", context, order=50)


def _item(item: ServiceItem) -> Iterable[Panel]:
    context = {
        "item": item,
        "rows": _open_rows(Notice.objects.filter(lines__item=item), ITEM_NOTICES),
        "typical": typical_for(item),
    }
    yield Panel("procurement/includes/panels/item.html", context, order=50)


def _open_rows(notices: QuerySet[Notice], count: int) -> list:
    at = clock.now()
    found = notices.open_at(at).for_list().order_by("closes_at", "pk")[:count]
    return [notice_row(each, at=at) for each in found]


def _decided(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    return notices.decided().for_list().order_by("-award__decided_at", "-pk")


def _awards() -> QuerySet[Award]:
    return Award.objects.filter(notice__state__in=DECIDED_VALUES).select_related(
        "winner__organisation"
    )


def _kept_promises() -> QuerySet[Promise]:
    """Return what the winners have promised."""
    return Promise.objects.filter(
        response__notice__award__winner=F("response__agency"),
        response__notice__state__in=DECIDED_VALUES,
        response__withdrawn_at=None,
    )


def _below(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(whole - part, whole) if whole else None
