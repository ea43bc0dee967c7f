"""A table's headings matched with the columns of its kind, and each row checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ..kernel.refusal import Refusal
from .domain.table import Table, TableRow
from .kinds import BadRow, ExchangeKind, Outcome, Problem


@dataclass
class Checked:
    """What would become of the rows of a table."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    problems: list[dict] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def columns_of(table: Table, kind: ExchangeKind) -> dict[int, str]:
    """Return the key of the column at each place.

    Raises:
        Refusal: ``table.headings`` where one is unknown, missing or there twice.
    """
    known = _headings(kind)
    places = {n: heading.casefold() for n, heading in enumerate(table.headings) if heading}
    unknown = [table.headings[n] for n, heading in places.items() if heading not in known]
    found = {n: known[heading] for n, heading in places.items() if heading in known}
    missing = [
        str(column.label)
        for column in kind.columns
        if column.is_required and column.key not in found.values()
    ]
    twice = sorted({key for key in found.values() if list(found.values()).count(key) > 1})
    if unknown or missing or twice:
        raise Refusal(
            "table.headings",
            _(
                "Nothing was read: the headings do not fit. Unknown: %(unknown)s. Missing: "
                "%(missing)s. Twice: %(twice)s."
            )
            % {
                "unknown": ", ".join(unknown) or "–",
                "missing": ", ".join(missing) or "–",
                "twice": ", ".join(twice) or "–",
            },
            _("Begin from the file that the export makes, and keep its first row."),
        )
    return found


def _headings(kind: ExchangeKind) -> dict[str, str]:
    """Return each way to write a heading, in any language of the site, with its column."""
    known = {column.key.casefold(): column.key for column in kind.columns}
    for code, _name in settings.LANGUAGES:
        with override(code):
            known |= {str(column.label).casefold(): column.key for column in kind.columns}
    return known


def values_of(row: TableRow, columns: Mapping[int, str]) -> dict[str, str]:
    """Return a row's texts by the keys of their columns.

    Raises:
        BadRow: where a cell is a formula, or there is more text than there are headings.
    """
    problems = [
        Problem(columns.get(place, ""), _("The cell holds a formula; put its value there."))
        for place in sorted(row.formulas)
    ]
    if any(cell and place not in columns for place, cell in enumerate(row.cells)):
        problems.append(Problem("", _("A cell stands in a column without a heading.")))
    if problems:
        raise BadRow(problems)
    return {key: row.cells[n] if n < len(row.cells) else "" for n, key in columns.items()}


def rows_of(table: Table, kind: ExchangeKind) -> Iterator[tuple[TableRow, dict | BadRow]]:
    """Yield each row with its values, or with what is wrong with it before anything is asked."""
    columns = columns_of(table, kind)
    seen: dict[str, int] = {}
    for row in table.rows:
        try:
            values = values_of(row, columns)
            identity = values.get(kind.identity, "").casefold()
            if identity and identity in seen:
                twin = _("Row %(row)d has the same one already.") % {"row": seen[identity]}
                raise BadRow([Problem(kind.identity, twin)])
            seen[identity] = row.number
            yield row, values
        except BadRow as bad:
            yield row, bad


def check_table(table: Table, kind: ExchangeKind, *, at) -> Checked:
    """Return what would become of each row; nothing is changed.

    Raises:
        Refusal: ``table.headings``.
    """
    checked = Checked()
    for row, values in rows_of(table, kind):
        try:
            if isinstance(values, BadRow):
                raise values
            outcome = kind.check(values, at=at)
        except BadRow as bad:
            outcome = Outcome.BAD
            checked.problems += told(row.number, bad.problems)
        except Refusal as refusal:
            outcome = Outcome.BAD
            checked.problems += told(row.number, [_of(refusal)])
        checked.counts[outcome] += 1
    return checked


def told(number: int, problems) -> list[dict]:
    """Return the problems of a row as a run keeps them."""
    return [
        {"row": number, "column": each.column, "message": str(each.message)} for each in problems
    ]


def _of(refusal: Refusal) -> Problem:
    return Problem("", f"{refusal.message} {refusal.next_step}".strip())
