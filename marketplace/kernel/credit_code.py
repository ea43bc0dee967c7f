"""Unified social credit codes (GB 32100-2015): 18 characters, the last one a check digit."""

from __future__ import annotations

import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SHAPE = re.compile(f"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")


def check_digit(body: str) -> str:
    """Return the check digit of the first 17 characters (GB 32100-2015, 5.5)."""
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return ALPHABET[-total % 31]


def is_credit_code(text: str) -> bool:
    """Return whether the text is a code of the right shape with the right check digit."""
    return SHAPE.fullmatch(text) is not None and check_digit(text[:17]) == text[17]
