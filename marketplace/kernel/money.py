"""Exact money: a whole number of a currency's smallest unit. Never a float."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole minor units (fen for CNY)."""

    minor: int
    currency: str = "CNY"

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"money counts whole units, not {self.minor!r}")

    @classmethod
    def nearest(cls, exact: Fraction, currency: str = "CNY") -> Money:
        """Round an exact number of minor units half up: the one place where money is rounded."""
        return cls(math.floor(exact + Fraction(1, 2)), currency)

    @classmethod
    def of_major(cls, amount: Decimal | int, currency: str = "CNY") -> Money:
        """Return an amount given in yuan. Raises ``ValueError`` for more than two decimals."""
        minor = Decimal(amount).scaleb(2)
        if minor != minor.to_integral_value():
            raise ValueError(f"finer than a fen: {amount}")
        return cls(int(minor), currency)

    @classmethod
    def total(cls, amounts: Iterable[Money], currency: str = "CNY") -> Money:
        """Return the sum of the amounts, zero of ``currency`` for none."""
        whole = cls(0, currency)
        for amount in amounts:
            whole += amount
        return whole

    @property
    def major(self) -> Decimal:
        """Return the exact amount in yuan, with two decimals."""
        return Decimal(self.minor).scaleb(-2)

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._minor_of(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._minor_of(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._minor_of(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._minor_of(other)

    def _minor_of(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"cannot mix {self.currency} and {other.currency}")
        return other.minor
