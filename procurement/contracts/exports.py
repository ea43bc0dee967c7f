"""The board as a file: CSV for every program, XLSX with real dates and numbers.

A text that begins like a formula gets an apostrophe in front in CSV, and is marked as text in
XLSX, so that no program that opens the file runs what somebody typed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .presentation.deeds import open_pause
from .presentation.lamps import NAMES
from .presentation.rows import ServiceRow

Value = str | int | Decimal | date | datetime | None
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
FORMATS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", Decimal: "#,##0.00", int: "0"}
WIDTH = 18


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file."""

    heading: str | Promise
    value: Callable[[ServiceRow], Value]


def _local(at: datetime | None) -> datetime | None:
    """Return a moment as Beijing's wall clock shows it: a table knows no time zones."""
    return at and timezone.localtime(at).replace(tzinfo=None, microsecond=0)


def _services(row: ServiceRow) -> str:
    between = pgettext("between two services in a title", ", ")
    return between.join(line.item.name for line in row.notice.lines.all())


def _departments(row: ServiceRow) -> str:
    between = pgettext("between two services in a title", ", ")
    return between.join(sorted({line.item.department.name for line in row.notice.lines.all()}))


def _pause(row: ServiceRow, read: Callable) -> Value:
    pause = open_pause(row.engagement)
    return pause and read(pause)


COLUMNS = [
    Column(_("Notice"), lambda row: row.notice.public_id),
    Column(_("Project"), lambda row: row.notice.project.name),
    Column(_("Services"), _services),
    Column(_("Department"), _departments),
    Column(_("Owner's number"), lambda row: row.notice.owner.public_id),
    Column(_("Project owner"), lambda row: row.notice.owner.name),
    Column(_("Agency's number"), lambda row: row.engagement.agency.public_id),
    Column(_("Agency"), lambda row: row.engagement.agency.name),
    Column(_("State"), lambda row: str(row.state)),
    Column(_("Lamp"), lambda row: str(NAMES[row.colour])),
    Column(_("Working days used"), lambda row: row.lamp and row.lamp.elapsed),
    Column(_("Working days allowed"), lambda row: row.engagement.allowed_days),
    Column(_("Working days promised"), lambda row: row.engagement.promised_days),
    Column(_("Working days granted on top"), lambda row: row.engagement.extended_days),
    Column(_("Standard working days"), lambda row: row.engagement.standard_days),
    Column(_("Working days saved"), lambda row: row.saved_days),
    Column(_("Awarded at"), lambda row: _local(row.engagement.offered_at)),
    Column(_("Started at"), lambda row: _local(row.engagement.started_at)),
    Column(_("Due on"), lambda row: row.lamp and row.lamp.due_on),
    Column(_("Delivered at"), lambda row: _local(row.engagement.delivered_at)),
    Column(_("Paused since"), lambda row: _pause(row, lambda pause: _local(pause.paused_at))),
    Column(
        _("Reason of the pause"),
        lambda row: _pause(row, lambda pause: str(pause.get_reason_display())),
    ),
    Column(
        _("Pause caused by"), lambda row: _pause(row, lambda pause: str(pause.get_cause_display()))
    ),
    Column(_("Price"), lambda row: row.engagement.price.major),
    Column(pgettext_lazy("of money", "Currency"), lambda row: row.engagement.currency),
]


def as_csv(rows: Iterable[ServiceRow]) -> bytes:
    """Return the rows as UTF-8 with a byte order mark, which spreadsheets ask for."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow([harmless(str(column.heading)) for column in COLUMNS])
    for row in rows:
        table.writerow([_plain(column.value(row)) for column in COLUMNS])
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[ServiceRow], *, title: str, at: datetime) -> bytes:
    """Return the rows as a workbook of one sheet, its heading frozen."""
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _local(at)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "B2"
    for place in range(1, len(COLUMNS) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    sheet.append([_heading(sheet, column.heading) for column in COLUMNS])
    for row in rows:
        sheet.append([_cell(sheet, column.value(row)) for column in COLUMNS])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _plain(value: Value) -> str:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return "" if value is None else str(value)


def _heading(sheet, heading) -> WriteOnlyCell:
    cell = _cell(sheet, str(heading))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet, value: Value) -> WriteOnlyCell:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        cell.data_type = "s"
        return cell
    cell = WriteOnlyCell(sheet, value)
    if value is not None:
        cell.number_format = FORMATS[type(value)]
    return cell
