"""Rows as a file: CSV for every program, XLSX with real dates and numbers.

A text that begins like a formula gets an apostrophe in front in CSV, and is marked as text in
XLSX, so that no program that opens the file runs what somebody typed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from ..kernel.text import harmless

Value = str | int | Decimal | date | datetime | None
FORMATS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", Decimal: "#,##0.00", int: "0"}
WIDTH = 18
TITLE_MAX = 31
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file: its heading, and how a row gives its value."""

    heading: str | Promise
    value: Callable[[Any], Value]


def sheet_response(
    name: str,
    columns: Sequence[Column],
    rows: Iterable,
    format: str,
    *,
    title: str = "",
    head: Iterable[str] = (),
    at: datetime,
) -> HttpResponse:
    """Return the rows as a file to keep, ``name-2026-03-02.csv``; formats: ``csv``, ``xlsx``.

    ``head`` is what a reader of the CSV must know, a line each above the table.
    """
    if format == "csv":
        content = as_csv(columns, rows, head=head)
    else:
        content = as_xlsx(columns, rows, title=title or name, at=at)
    file_name = f"{name}-{timezone.localdate(at):%Y-%m-%d}.{format}"
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=MEDIA_TYPES[format], headers=headers)


def as_csv(columns: Sequence[Column], rows: Iterable, *, head: Iterable[str] = ()) -> bytes:
    """Return the rows as UTF-8 with a byte order mark, which spreadsheets ask for.

    The lines of ``head`` begin with ``#``, by which programs know to pass over them.
    """
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerows([f"# {line}"] for line in head)
    table.writerow([harmless(str(column.heading)) for column in columns])
    for row in rows:
        table.writerow([_plain(column.value(row)) for column in columns])
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(columns: Sequence[Column], rows: Iterable, *, title: str, at: datetime) -> bytes:
    """Return the rows as a workbook of one sheet, its heading frozen."""
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = local(at)
    sheet = book.create_sheet(title[:TITLE_MAX])
    sheet.freeze_panes = "B2"
    for place in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    sheet.append([_heading(sheet, column.heading) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, column.value(row)) for column in columns])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def local(at: datetime | None) -> datetime | None:
    """Return a moment as Beijing's wall clock shows it: a table knows no time zones."""
    return at and timezone.localtime(at).replace(tzinfo=None, microsecond=0)


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
