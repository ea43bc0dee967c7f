"""Tables as people send them."""

import csv
import io
import zipfile

from openpyxl import Workbook

from tests.factories import credit_code

HEADINGS = ("credit_code", "name_zh", "kind", "region", "address", "contact_phone", "administrator")


def as_csv(*rows, encoding="utf-8-sig", delimiter=",") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue().encode(encoding)


def as_xlsx(*rows, merge="") -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def bomb(megabytes=120) -> bytes:
    """Return a small workbook that unpacks to more than is allowed."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet,
    ):
        for _part in range(megabytes):
            sheet.write(b"0" * 1024 * 1024)
    return written.getvalue()


def firm(number: int, region, /, **changes) -> list[str]:
    """Return a good row of the agencies' table."""
    good = {
        "credit_code": credit_code(6_000_000 + number),
        "name_zh": f"演示测绘{number}有限公司",
        "kind": "company",
        "region": region.code,
        "address": f"演示路{number}号",
        "contact_phone": "0990-20001",
        "administrator": "",
    }
    return [(good | changes)[heading] for heading in HEADINGS]
