"""The tables behind the page: each is one file, and most are the data of a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from marketplace import notation
from marketplace.exchange.sheets import Column

from ..domain.tally import Tally
from ..domain.world import Groups
from . import measures as m
from .definitions import DEFINITIONS, GROUPS, ROUNDING, Definition
from .measures import COUNT, Measure, Row
from .names import Named

LAST_DAYS = 8  # a selection that took so many working days or more stands in the last row


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its rows, what it tells of each, and the sum of all where there is one.

    A page shows the ``core`` of its figures where there are many; the file has all.
    """

    key: str
    title: str | Promise
    first: str | Promise
    rows: Sequence[Row]
    measures: Sequence[Measure]
    total: Row | None = None
    codes: bool = True
    core: Sequence[Measure] = ()

    @property
    def shown(self) -> Sequence[Measure]:
        """Return the figures that stand on the page."""
        return self.core or self.measures

    @property
    def body(self) -> list[tuple[Row, list[str]]]:
        """Return each row with its values as people read them."""
        return [(row, self._shown(row)) for row in self.rows]

    @property
    def foot(self) -> list[str]:
        return self._shown(self.total) if self.total else []

    @property
    def definitions(self) -> list[Definition]:
        """Return what its figures count, each once."""
        keys = dict.fromkeys(each.definition for each in self.measures)
        return [DEFINITIONS[key] for key in keys]

    def columns(self) -> list[Column]:
        """Return the columns of its file: the name, its code, the figures."""
        named = [Column(self.first, lambda row: str(row.label))]
        if self.codes:
            named.append(Column(_("Code"), lambda row: row.code))
        return [*named, *(Column(heading(each), each.cell) for each in self.measures)]

    def lines(self) -> list[Row]:
        """Return the rows of its file, the sum last."""
        return [*self.rows, *([self.total] if self.total else [])]

    def head(self, groups: Groups, *, at: datetime) -> list[str]:
        """Return what stands above the table in its file: of when it is, and how it is found."""
        told = [
            str(self.title),
            period_words(groups),
            _("Made: %(at)s") % {"at": notation.moment(at)},
        ]
        defined = [*self.definitions, GROUPS, ROUNDING]
        return [*told, *(f"{each.name}: {each.text}" for each in defined)]

    def _shown(self, row: Row) -> list[str]:
        return [each.shown(row) for each in self.shown]


def heading(measure: Measure) -> str:
    """Return the heading of a column in a file, with its unit."""
    units = {m.SHARE.suffix: "%", m.MONEY.suffix: pgettext("unit of money", "CNY")}
    unit = units.get(measure.kind.suffix)
    return f"{measure.label} ({unit})" if unit else str(measure.label)


def period_words(groups: Groups) -> str:
    """Return the period in words."""
    first, last = groups.start, groups.end
    if first and last:
        dates = {"first": notation.day(first), "last": notation.day(last)}
        return _("From %(first)s up to and with %(last)s") % dates
    if first:
        return _("From %(first)s on") % {"first": notation.day(first)}
    if last:
        return _("Up to and with %(last)s") % {"last": notation.day(last)}
    return _("Since the opening")


def sheets_of(named: Named) -> dict[str, Sheet]:
    """Return every table by its key: those of the charts first, then the four with all figures."""
    made = [
        _by_mode(
            named, "selections-by-month", _("Selections by month"), _("Month"), _months(named)
        ),
        _times(named),
        *_of_categories(named),
        _by_mode(
            named,
            "selections-by-department",
            _("Selections by department"),
            _("Department"),
            _departments(named),
        ),
        Sheet(
            "endings-by-month",
            _("Failed, cancelled and void, by month"),
            _("Month"),
            named.months,
            [m.PUBLISHED, m.FAILED, m.CANCELLED, m.VOID],
            _all(named.total),
        ),
        *_breakdowns(named),
    ]
    return {sheet.key: sheet for sheet in made}


def _of_categories(named: Named) -> Iterable[Sheet]:
    first, total = _("Category"), _all(named.total)
    yield Sheet(
        "price-by-category",
        _("Price against the cap, by category"),
        first,
        [row for row in named.categories if row.tally.capped],
        [m.CAPPED, m.LOWEST, m.OF_CAP, m.HIGHEST, m.SAVED],
        total,
    )
    yield Sheet(
        "days-by-category",
        _("Days against the standard, by category"),
        first,
        [row for row in named.categories if row.tally.standard],
        [m.PROMISED, m.STANDARD, m.OF_STANDARD, m.ACTUAL, m.ACCEPTED_STANDARD, m.ACTUAL_SHARE],
        total,
    )
    yield Sheet(
        "participation-by-category",
        _("Valid answers per notice, by category"),
        first,
        [row for row in named.categories if row.tally.closed],
        [m.CLOSED, m.ANSWERS, m.ANSWERS_EACH],
        total,
    )


def _breakdowns(named: Named) -> Iterable[Sheet]:
    everything = [each for each in m.ALL if each not in (m.LOWEST, m.HIGHEST)]
    by_shelf = [each for each in everything if each is not m.HOURS]
    for key, title, first, rows, measures in (
        ("by-mode", _("All figures by mode"), _("Mode"), named.modes, everything),
        ("by-month", _("All figures by month"), _("Month"), named.months, everything),
        ("by-category", _("All figures by category"), _("Category"), named.categories, by_shelf),
        (
            "by-department",
            _("All figures by department"),
            _("Department"),
            named.departments,
            by_shelf,
        ),
    ):
        yield Sheet(key, title, first, rows, measures, _all(named.total), core=m.CORE)


def _by_mode(named: Named, key: str, title: str, first: str, rows: list[Row]) -> Sheet:
    """Return a table of selections with a column for each mode."""
    modes = [Measure(f"mode_{row.code}", row.label, COUNT, "selected") for row in named.modes]
    counts = {f"mode_{row.code}": row.tally.selected for row in named.modes}
    whole = Row(_("All"), named.total, counts)
    return Sheet(key, title, first, rows, [*modes, m.SELECTED], whole)


def _months(named: Named) -> list[Row]:
    crossed = named.groups.crossed
    return [
        Row(row.label, row.tally, _counts(named, crossed, row.code), code=row.code)
        for row in named.months
    ]


def _departments(named: Named) -> list[Row]:
    crossed = named.groups.department_modes
    return [
        Row(row.label, row.tally, _counts(named, crossed, row.key), code=row.code)
        for row in named.departments
        if row.tally.selected
    ]


def _counts(named: Named, crossed: dict, key) -> dict[str, int]:
    found = {row.code: crossed.get((key, row.code)) for row in named.modes}
    return {f"mode_{mode}": tally.selected if tally else 0 for mode, tally in found.items()}


def _times(named: Named) -> Sheet:
    """Return how many selections took how many working days."""
    taken = named.total.days
    counts = {days: taken.get(days, 0) for days in range(LAST_DAYS)}
    labels = {days: str(days) for days in counts}
    counts[LAST_DAYS] = sum(count for days, count in taken.items() if days >= LAST_DAYS)
    labels[LAST_DAYS] = f"≥ {LAST_DAYS}"
    measure = Measure("selected", gettext_lazy("Selections"), COUNT, "time")
    rows = [Row(labels[days], counts={"selected": count}) for days, count in counts.items()]
    return Sheet(
        "time-to-award",
        _("From publication to award"),
        _("Working days"),
        rows,
        [measure],
        _all(named.total),
        codes=False,
    )


def _all(total: Tally) -> Row:
    return Row(_("All"), total)
