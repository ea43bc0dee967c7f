"""What is read of a file, and what is refused before a row of it counts."""

import datetime as dt

import pytest

from marketplace.exchange.domain.table import Limits, TableRow, read_table
from marketplace.kernel.refusal import Refusal

from .tables import as_csv, as_xlsx, bomb

ROWS = (("code", "name"), ("A", "测绘"), ("", ""), ("B", "环评"))


def rows_of(content, **limits):
    return read_table(content, limits=Limits(**limits)).rows


@pytest.mark.parametrize(
    "content",
    [
        as_csv(*ROWS),
        as_csv(*ROWS, encoding="utf-8"),
        as_csv(*ROWS, encoding="gb18030"),
        as_csv(*ROWS, delimiter=";"),
        as_csv(*ROWS, delimiter="\t"),
        as_xlsx(*ROWS),
    ],
)
def test_rows_keep_their_number_and_empty_ones_are_left_out(content):
    table = read_table(content, limits=Limits())

    assert table.headings == ("code", "name")
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ("A", "测绘")),
        (4, ("B", "环评")),
    ]


def test_a_workbook_gives_days_and_numbers_as_text():
    content = as_xlsx(("a", "b", "c", "d"), (dt.date(2026, 3, 2), 12, 2.5, True))

    assert rows_of(content)[0].cells == ("2026-03-02", "12", "2.5", "1")


def test_a_formula_is_marked_and_not_run():
    content = as_xlsx(("a", "b"), ("x", "=1+1"))

    assert rows_of(content) == (TableRow(2, ("x", "=1+1"), frozenset({1})),)


def test_an_apostrophe_that_the_export_put_is_taken_off():
    assert rows_of(as_csv(("a", "b"), ("'=1", "'plain")))[0].cells == ("=1", "'plain")


def test_a_text_over_two_lines_is_one_cell():
    assert rows_of(as_csv(("a", "b"), ("one\ntwo", "x"), ("y", "z")))[1] == TableRow(3, ("y", "z"))


@pytest.mark.parametrize(
    ("code", "content", "limits"),
    [
        ("table.empty", b"", {}),
        ("table.empty", as_csv(("", ""), ("a", "b")), {}),
        ("table.too_large", as_csv(*ROWS), {"content": 10}),
        ("table.too_many_rows", as_csv(*ROWS), {"rows": 2}),
        ("table.too_many_rows", as_xlsx(*ROWS), {"rows": 2}),
        ("table.too_wide", as_csv(("a",), ("x" * 5001,)), {}),
        ("table.too_wide", as_csv(("a",), ["x"] * 101), {}),
        ("table.too_wide", as_xlsx(("a",), ["x"] * 101), {}),
        ("table.encoding", b"a,b\n\xff\xff\xff,c\n", {}),
        ("table.broken", b"a,b\n\0,c\n", {}),
        ("table.broken", b'a,b\n"x"y,c\n', {}),
        ("table.broken", b"PK\x03\x04 and then nothing", {}),
        ("table.merged", as_xlsx(*ROWS, merge="A2:B2"), {}),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(code, content, limits):
    with pytest.raises(Refusal, match=f"^{code}$"):
        read_table(content, limits=Limits(**limits))


def test_a_workbook_that_becomes_huge_is_refused_whole():
    with pytest.raises(Refusal, match=r"^table\.too_large$"):
        read_table(bomb(), limits=Limits())
