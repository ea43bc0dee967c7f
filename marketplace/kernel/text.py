"""Reading what people type: digits as digits, text as text, nothing that hides."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
AMOUNT = re.compile(r"[0-9]{1,14}(\.[0-9]{1,2})?")
LARGEST_AMOUNT = Decimal(10) ** 13  # yuan, so that fen stay exact in every JSON reader
GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
WHOLE = re.compile(r"[0-9]{1,9}")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
HIDING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def half_width(text: str) -> str:
    """Return the text with full-width ASCII (U+FF01 to U+FF5E, U+3000) as plain ASCII."""
    return text.translate(FULL_WIDTH)


def read_amount(text: str) -> Decimal:
    """Return an amount with at most two decimals, such as ``1234.5`` or ``1,234.50``.

    Raises:
        ValueError: for anything else, digits of other scripts included, and above 10^13.
    """
    plain = half_width(text).strip()
    if GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not AMOUNT.fullmatch(plain) or Decimal(plain) > LARGEST_AMOUNT:
        raise ValueError(f"not an amount: {text!r}")
    return Decimal(plain)


def read_whole(text: str) -> int:
    """Return a whole number of up to nine ASCII or full-width digits, or raise ``ValueError``."""
    plain = half_width(text).strip()
    if not WHOLE.fullmatch(plain):
        raise ValueError(f"not a whole number: {text!r}")
    return int(plain)


def hidden_character(text: str, *, lines: bool = False) -> str | None:
    """Return the first control or direction-override character as ``U+XXXX``, if there is one.

    ``lines`` lets line breaks and tabs pass.
    """
    for char in text:
        if lines and char in "\n\r\t":
            continue
        if char in HIDING or unicodedata.category(char) in {"Cc", "Cs"}:
            return f"U+{ord(char):04X}"
    return None


def composed(text: str) -> str:
    """Return the text in Unicode's composed form (NFC), which is how it is stored."""
    return unicodedata.normalize("NFC", text)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
