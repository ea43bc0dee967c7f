"""The charts: each says its finding, draws it, and has its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from marketplace.notation import money, percent

from . import measures as m
from .drawing import (
    SERIES,
    WIDTH,
    against_limit,
    bars,
    stacked_bars,
    stacked_columns,
)
from .measures import Row
from .names import Named
from .sheets import Sheet

MONTHS_DRAWN, ROWS_DRAWN = 24, 8


@dataclass(frozen=True, slots=True)
class Key:
    """One line of a legend: the shape it is drawn with, and its name."""

    label: str | Promise
    shape: str
    kind: str = "rect"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its finding, its legend and the table that it shows."""

    sheet: Sheet
    finding: str
    unit: str
    body: SafeString
    height: int
    legend: Sequence[Key] = ()
    width: int = WIDTH


def charts_of(named: Named, sheets: dict[str, Sheet]) -> list[Chart]:
    """Return the charts for which there is something to draw."""
    makers = [
        (named.total.selected, _selections, "selections-by-month"),
        (named.total.days, _times, "time-to-award"),
        (named.total.capped, _prices, "price-by-category"),
        (named.total.standard, _days, "days-by-category"),
        (named.total.closed, _participation, "participation-by-category"),
        (named.total.selected, _departments, "selections-by-department"),
        (named.total.published or named.total.ended, _endings, "endings-by-month"),
    ]
    return [make(named, sheets[key]) for something, make, key in makers if something]


def _selections(named: Named, sheet: Sheet) -> Chart:
    shown = sheet.rows[-MONTHS_DRAWN:]
    stacks = [_by_mode(named, row) for row in shown]
    body, height = stacked_columns(_month_labels(shown), stacks)
    total = named.total
    told = ngettext("%(count)d selection", "%(count)d selections", total.selected)
    parts = [told % {"count": total.selected}, *_shares_of_modes(named)]
    return Chart(sheet, _listed(parts), _("Selections"), body, height, _mode_keys(named))


def _times(named: Named, sheet: Sheet) -> Chart:
    counts = [(row.counts["selected"],) for row in sheet.rows]
    body, height = stacked_columns([(str(row.label), "") for row in sheet.rows], counts)
    row = Row("", named.total)
    finding = _("Median: %(days)s working days, or %(hours)s hours of the clock")
    words = {"days": m.DAYS.shown(row), "hours": m.HOURS.shown(row)}
    return Chart(sheet, finding % words, _("Selections, by working days"), body, height)


def _prices(named: Named, sheet: Sheet) -> Chart:
    rows = [
        (
            row.label,
            (row.tally.lowest_of_cap, row.tally.of_cap, row.tally.highest_of_cap),
            m.OF_CAP.shown(row),
        )
        for row in sheet.rows[:ROWS_DRAWN]
    ]
    body, height = against_limit(rows, limit_label=_("cap"))
    total = named.total
    words = {"share": percent(total.of_cap), "saved": money(total.saved_on_cap)}
    finding = _("%(share)s of the caps in all; %(saved)s saved") % words
    legend = [
        Key(_("all prices by all caps"), SERIES[0], "circle"),
        Key(_("lowest to highest"), "chart__two", "line"),
        Key(_("cap"), "chart__target", "limit"),
    ]
    return Chart(
        sheet, finding, _drawn(_("Price as a share of the cap"), sheet), body, height, legend
    )


def _days(named: Named, sheet: Sheet) -> Chart:
    rows = [
        (
            row.label,
            (row.tally.promised_of_standard, row.tally.actual_of_standard),
            _pair(m.OF_STANDARD.shown(row), m.ACTUAL_SHARE.shown(row)),
        )
        for row in sheet.rows[:ROWS_DRAWN]
    ]
    body, height = against_limit(rows, limit_label=pgettext("days", "standard"))
    words = {"promised": percent(named.total.promised_of_standard)}
    finding = _("Promised: %(promised)s of the standard days") % words
    if named.total.accepted:
        taken = {"before": finding, "taken": m.ACTUAL_SHARE.shown(Row("", named.total))}
        finding = _("%(before)s; taken: %(taken)s") % taken
    legend = [
        Key(_("promised"), SERIES[0], "circle"),
        Key(_("taken"), "chart__three", "diamond"),
        Key(pgettext("days", "standard"), "chart__target", "limit"),
    ]
    return Chart(
        sheet, finding, _drawn(_("Days as a share of the standard"), sheet), body, height, legend
    )


def _participation(named: Named, sheet: Sheet) -> Chart:
    shown = sheet.rows[:ROWS_DRAWN]
    rows = [(row.label, row.tally.answers_each, m.ANSWERS_EACH.shown(row)) for row in shown]
    body, height = bars(rows)
    words = {"answers": m.ANSWERS_EACH.shown(Row("", named.total)), "count": named.total.closed}
    finding = ngettext(
        "%(answers)s valid answers on %(count)d notice",
        "%(answers)s valid answers a notice, on %(count)d notices",
        named.total.closed,
    )
    return Chart(sheet, finding % words, _drawn(_("Valid answers per notice"), sheet), body, height)


def _departments(named: Named, sheet: Sheet) -> Chart:
    rows = [(row.label, _by_mode(named, row)) for row in sheet.rows[:ROWS_DRAWN]]
    body, height = stacked_bars(rows)
    share = percent(named.total.share_of_direct)
    finding = _("%(share)s of all were direct selections") % {"share": share}
    return Chart(sheet, finding, _drawn(_("Selections"), sheet), body, height, _mode_keys(named))


def _endings(named: Named, sheet: Sheet) -> Chart:
    shown = sheet.rows[-MONTHS_DRAWN:]
    stacks = [(row.tally.failed, row.tally.cancelled, row.tally.void) for row in shown]
    body, height = stacked_columns(_month_labels(shown), stacks)
    total = named.total
    words = {"failed": total.failed, "cancelled": total.cancelled, "void": total.void}
    finding = _("%(failed)d failed, %(cancelled)d cancelled, %(void)d void") % words
    ended = (m.FAILED, m.CANCELLED, m.VOID)
    legend = [Key(each.label, shape) for each, shape in zip(ended, SERIES, strict=True)]
    return Chart(sheet, finding, _("Notices without an award"), body, height, legend)


def _drawn(unit: str, sheet: Sheet) -> str:
    """Return the unit, and where a table is too long to be drawn whole, what of it is."""
    if len(sheet.rows) <= ROWS_DRAWN:
        return unit
    words = {"unit": unit, "count": ROWS_DRAWN}
    return _("%(unit)s; the %(count)d with the most selections") % words


def _by_mode(named: Named, row: Row) -> list[int]:
    return [row.counts[f"mode_{mode.code}"] for mode in named.modes]


def _mode_keys(named: Named) -> list[Key]:
    return [
        Key(f"{row.label} {row.tally.selected:,}", SERIES[min(place, len(SERIES) - 1)])
        for place, row in enumerate(named.modes)
    ]


def _shares_of_modes(named: Named) -> list[str]:
    total = named.total.selected
    return [
        f"{row.label} {percent(Fraction(row.tally.selected, total))}"
        for row in named.modes
        if row.tally.selected
    ]


def _month_labels(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Return the number of each month, and the year below the first of each year."""
    labels, year = [], ""
    for row in rows:
        this, month = row.code.split("-")
        labels.append((str(int(month)), this if this != year else ""))
        year = this
    return labels


def _pair(one: str, other: str) -> str:
    return one if other == m.NOTHING else f"{one} · {other}"


def _listed(parts: list[str]) -> str:
    return pgettext("between findings", "; ").join(parts)
