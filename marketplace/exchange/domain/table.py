"""A table as somebody sent it: its rows with their numbers, or why it is none."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from ...kernel.refusal import Refusal
from ...kernel.text import FORMULA

CELL_MAX = 5000
COLUMNS_MAX = 100
UNPACKED_MAX = 100 * 1024 * 1024
PARTS_MAX = 500
MERGED = re.compile(rb'<mergeCell[^>]*ref="([A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+)"')
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
ENCODINGS = ("utf-8-sig", "gb18030")
XLSX_MARK = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a table may be."""

    content: int = 5 * 1024 * 1024
    rows: int = 20_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as a spreadsheet counts, and its cells as text.

    ``formulas`` are the places of cells that hold a formula instead of a value.
    """

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of the first row, and the rows below that hold something."""

    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(content: bytes, *, limits: Limits) -> Table:
    """Return the table in a CSV (UTF-8 or GB18030) or XLSX file, known by its content.

    Raises:
        Refusal: ``table.empty``, ``table.too_large``, ``table.too_many_rows``,
            ``table.too_wide``, ``table.encoding``, ``table.broken`` or ``table.merged``.
    """
    if len(content) > limits.content:
        raise _too_large(limits.content)
    found = _xlsx_rows(content) if content.startswith(XLSX_MARK) else _csv_rows(content)
    rows = list(_within(found, limits.rows))
    if not rows or rows[0].number != 1:
        raise Refusal(
            "table.empty",
            _("Nothing was read: the first row of the file has no headings."),
            _("Begin from the file that the export makes."),
        )
    return Table(rows[0].cells, tuple(rows[1:]))


def _within(rows: Iterable[TableRow], limit: int) -> Iterator[TableRow]:
    for row in rows:
        if row.number > limit + 1:
            raise Refusal(
                "table.too_many_rows",
                _("Nothing was read: the file has more than %(limit)d rows.") % {"limit": limit},
                _("Send it in parts."),
            )
        if len(row.cells) > COLUMNS_MAX or any(len(cell) > CELL_MAX for cell in row.cells):
            raise Refusal(
                "table.too_wide",
                _("Nothing was read: row %(row)d has too many cells, or one with too much text.")
                % {"row": row.number},
                _("Begin from the file that the export makes."),
            )
        if any(row.cells):
            yield row


def _too_large(limit: int) -> Refusal:
    return Refusal(
        "table.too_large",
        _("Nothing was read: the file is larger than %(limit)d MB, packed or unpacked.")
        % {"limit": limit // 1024 // 1024},
        _("Send it in parts."),
    )


def _broken() -> Refusal:
    return Refusal(
        "table.broken",
        _("Nothing was read: the file is neither a CSV table nor an Excel workbook (.xlsx)."),
        _("Save it again as CSV or as .xlsx, without a password."),
    )


# --- CSV --------------------------------------------------------------------------------------


def _csv_rows(content: bytes) -> Iterator[TableRow]:
    text = _decoded(content)
    if "\0" in text:
        raise _broken()
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            yield TableRow(number, tuple(_as_typed(cell) for cell in cells))
    except csv.Error as error:
        raise _broken() from error


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal(
        "table.encoding",
        _("Nothing was read: the text of the file is neither UTF-8 nor GB18030."),
        _("Save it as “CSV UTF-8” and send that."),
    )


def _as_typed(cell: str) -> str:
    """Return the text without the apostrophe that an export put before a formula's sign."""
    plain = cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
    return plain.strip()


# --- XLSX -------------------------------------------------------------------------------------


def _xlsx_rows(content: bytes) -> Iterator[TableRow]:
    _require_harmless_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS_MAX + 1), 1):
            yield _row(number, cells)
        book.close()
    except Refusal:
        raise
    except Exception as error:  # a broken workbook fails in many ways, none of them ours
        raise _broken() from error


def _row(number: int, cells) -> TableRow:
    texts = [_text(cell.value) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    formulas = frozenset(
        place for place, cell in enumerate(cells) if getattr(cell, "data_type", "") == "f"
    )
    return TableRow(number, tuple(texts), formulas)


def _require_harmless_package(content: bytes) -> None:
    """Refuse a bomb before anything is unpacked, and merged cells before they mislead."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        parts = package.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise _broken() from error
    if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_MAX:
        raise _too_large(UNPACKED_MAX)
    try:
        sheets = [package.read(part) for part in parts if SHEET.fullmatch(part.filename)]
    except Exception as error:  # encrypted, or its sizes lie
        raise _broken() from error
    merged = next((found for sheet in sheets if (found := MERGED.search(sheet))), None)
    if merged:
        raise Refusal(
            "table.merged",
            _("Nothing was read: the cells %(cells)s are merged, so it is unclear whose they are.")
            % {"cells": merged[1].decode()},
            _("Take the merge back, fill in each row, and send it again."),
        )


def _text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.time().min else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
