"""What the page of the figures shows: headlines, periods to choose, charts, tables, words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace import clock
from marketplace.discovery.structured import dataset
from marketplace.models import Hall
from marketplace.notation import money, working_days

from ..domain.tally import Tally
from . import measures as m
from .charts import Chart
from .definitions import DEFINITIONS, GROUPS, ROUNDING
from .measures import Row
from .names import Named
from .sheets import Sheet, period_words

BREAKDOWNS = ("by-mode", "by-month", "by-category", "by-department")


@dataclass(frozen=True, slots=True)
class Headline:
    """One large figure with its unit and what it is of."""

    value: str
    name: str | Promise
    note: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A period that one link chooses."""

    label: str
    url: str
    is_current: bool


def figures_page(
    names: Named, sheets: dict[str, Sheet], charts: list[Chart], *, request
) -> dict[str, object]:
    """Return the context of the page."""
    groups = names.groups
    today = timezone.localdate(clock.now())
    return {
        "is_empty": groups.total.is_empty(),
        "period": period_words(groups),
        "periods": _periods(today, groups.start, groups.end),
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "headlines": headlines(groups.total),
        "charts": charts,
        "breakdowns": [sheets[key] for key in BREAKDOWNS],
        "definitions": [*DEFINITIONS.values(), GROUPS, ROUNDING],
        "dataset": _dataset(names, sheets, request=request),
    }


def headlines(total: Tally) -> list[Headline]:
    """Return the key figures; what does not exist yet is left out."""
    row = Row("", total)
    found = [_selections(total)]
    if total.days:
        note = _("median, from publication to award; %(hours)s hours of the clock")
        words = note % {"hours": m.HOURS.shown(row)} if total.hours else _("median")
        unit = working_days(1 if total.median_days == 1 else 2)
        found.append(Headline(m.DAYS.shown(row), _("to the award"), words, unit))
    if total.cap:
        note = _("%(saved)s saved") % {"saved": money(total.saved_on_cap)}
        found.append(Headline(m.OF_CAP.shown(row), _("of the fee caps"), note))
    if total.standard:
        found.append(_days(total, row))
    if total.closed:
        count = ngettext("%(count)d notice", "%(count)d notices", total.closed)
        note = _("on %(notices)s open to all who qualify")
        words = note % {"notices": count % {"count": total.closed}}
        found.append(Headline(m.ANSWERS_EACH.shown(row), _("valid answers a notice"), words))
    if total.selected:
        count = ngettext("%(count)d selection", "%(count)d selections", total.direct)
        found.append(
            Headline(
                m.DIRECT_SHARE.shown(row),
                _("direct selections"),
                count % {"count": total.direct},
            )
        )
    return found


def _selections(total: Tally) -> Headline:
    words = {"failed": total.failed, "cancelled": total.cancelled, "void": total.void}
    note = _("beside them %(failed)d failed, %(cancelled)d cancelled, %(void)d void") % words
    return Headline(f"{total.selected:,}", _("selections done"), note)


def _days(total: Tally, row: Row) -> Headline:
    note = _("promised")
    if total.accepted:
        note = _("promised; %(taken)s taken") % {"taken": m.ACTUAL_SHARE.shown(row)}
    return Headline(m.OF_STANDARD.shown(row), _("of the standard days"), note)


def _dataset(names: Named, sheets: dict[str, Sheet], *, request) -> dict:
    """Return the figures of all time as a set of data that programs find."""
    addresses = {
        "application/json": [reverse("figures:data")],
        "text/csv": [reverse("figures:table", args=[key]) for key in sheets],
    }
    months = list(names.groups.months)
    return dataset(
        str(_("Figures of the supermarket")),
        str(_("Selections, time to the award, prices against caps, days against standards.")),
        request.build_absolute_uri(request.path),
        [
            (media_type, request.build_absolute_uri(each))
            for media_type, found in addresses.items()
            for each in found
        ],
        hall=Hall.objects.order_by("pk").first(),
        days=f"{months[0]}/{months[-1]}" if months else "",
    )


def _periods(today: date, start: date | None, end: date | None) -> list[Period]:
    year_ago = today.replace(year=today.year - 1, day=1)
    choices = [
        (_("Since the opening"), None),
        (_("Twelve months"), year_ago),
        (_("This year"), date(today.year, 1, 1)),
        (_("This month"), today.replace(day=1)),
    ]
    here = reverse("figures:figures")
    return [
        Period(
            label,
            f"{here}?{urlencode({'from': first.isoformat()})}" if first else here,
            end is None and start == first,
        )
        for label, first in choices
    ]
