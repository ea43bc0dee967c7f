"""Exact numbers as text, both ways. Never a float."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from ...kernel.text import half_width

LARGEST = 10**15
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
FACTOR = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")


def exact(value: Fraction) -> str:
    """Return a number as a decimal where it ends, else as a fraction: ``22.55``, ``1000000/7``."""
    twos, rest = _powers(value.denominator, 2)
    fives, rest = _powers(rest, 5)
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def _powers(number: int, prime: int) -> tuple[int, int]:
    count = 0
    while number % prime == 0:
        number //= prime
        count += 1
    return count, number


def number_of(value: object) -> Fraction | None:
    """Return a whole number, a decimal or its text (``"1.5"``) exactly; None for anything else."""
    return _number_of_text(value) if isinstance(value, str) else _number_of(value)


@lru_cache(maxsize=4096)  # a curve reads the same parameters at each of its points
def _number_of_text(text: str) -> Fraction | None:
    return Fraction(text) if NUMBER.fullmatch(text) else None


def _number_of(value: object) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    if isinstance(value, int) and abs(value) > LARGEST:
        return None
    if isinstance(value, Decimal) and not NUMBER.fullmatch(format(value, "f")):
        return None
    return Fraction(value)


def read_factor(text: str) -> Fraction:
    """Return a factor that somebody typed, such as ``1.15``, full-width digits included.

    Raises:
        ValueError: for anything else.
    """
    plain = half_width(text).strip()
    if not FACTOR.fullmatch(plain):
        raise ValueError(f"not a factor: {text!r}")
    return Fraction(plain)
