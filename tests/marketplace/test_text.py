from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.text import (
    composed,
    half_width,
    hidden_character,
    read_amount,
    read_whole,
)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1234.5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("１２３４．５０", "1234.50"),
        ("　１，２３４ ", "1234"),
        ("0", "0"),
        ("10000000000000", "10000000000000"),
    ],
)
def test_an_amount_is_read(typed, amount):
    assert read_amount(typed) == Decimal(amount)


NO_AMOUNTS = ["-1", "+1", "1.234", "1.", ".5", "1e5", "10²", "١٢٣", "१२", "12,34", "1,2345"]
NO_AMOUNTS += ["NaN", "Infinity", "0x1", "1_000", "十"]


@pytest.mark.parametrize("typed", [*NO_AMOUNTS, "", "1 234", "10000000000000.01", "1" * 15])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValueError, match="not an amount"):
        read_amount(typed)


@given(st.text())
def test_nothing_but_ascii_and_full_width_digits_is_read(typed):
    try:
        amount = read_amount(typed)
    except ValueError:
        return
    assert set(half_width(typed)) <= set("0123456789., \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0")
    assert 0 <= amount <= 10**13


@pytest.mark.parametrize(("typed", "whole"), [("20", 20), ("２０", 20), (" 007 ", 7)])
def test_a_whole_number_is_read(typed, whole):
    assert read_whole(typed) == whole


@pytest.mark.parametrize("typed", ["", "-1", "1.0", "1,000", "٣", "²", "1234567890", "x"])
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(ValueError, match="not a whole number"):
        read_whole(typed)


def test_full_width_letters_and_the_wide_space_become_plain():
    assert half_width("ＡＢ（ｃ）　１％～") == "AB(c) 1%~"
    assert half_width("中文、。") == "中文、。"


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\0", "U+0000"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x9f", "U+009F"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\ufeff", "U+FEFF"),
        ("\ud800", "U+D800"),
    ],
)
@pytest.mark.parametrize("lines", [False, True])
def test_a_character_that_hides_is_named(char, name, lines):
    assert hidden_character(f"甲{char}乙", lines=lines) == name


def test_line_breaks_hide_only_where_there_are_no_lines():
    assert hidden_character("a\nb\r\tc", lines=True) is None
    assert hidden_character("a\nb") == "U+000A"


@pytest.mark.parametrize("text", ["👩‍👩‍👧 🏗️", "شركة", "ไทย", "'; DROP TABLE", "<b>", "é", ""])
def test_honest_text_hides_nothing(text):
    assert hidden_character(text) is None


def test_text_is_composed_and_not_changed_otherwise():
    assert composed("e\u0301") == "é"
    assert composed("①²ﬁＡ") == "①²ﬁＡ"
