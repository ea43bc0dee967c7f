"""What goes into a fee rule and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...kernel.money import Money
from .exact import exact

if TYPE_CHECKING:
    from django.utils.functional import Promise

FEN = 100  # to the yuan


@dataclass(frozen=True)
class Figures:
    """What was entered: the base in yuan, a quantity, factors by name, options and their counts."""

    base: Fraction | None = None
    quantity: Fraction | None = None
    factors: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    options: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)

    def as_facts(self) -> dict[str, object]:
        """Return the figures as plain values, numbers as exact text."""
        return {
            "base": None if self.base is None else exact(self.base),
            "quantity": None if self.quantity is None else exact(self.quantity),
            "factors": {
                name: [exact(value) for value in values]
                for name, values in sorted(self.factors.items())
            },
            "options": sorted(self.options),
            "counts": dict(sorted(self.counts.items())),
        }

    @classmethod
    def of_facts(cls, facts: Mapping[str, Any]) -> Figures:
        """Return the figures that ``as_facts`` wrote."""
        numbers = {name: Fraction(facts[name]) for name in ("base", "quantity") if facts.get(name)}
        factors = {
            name: tuple(Fraction(value) for value in values)
            for name, values in facts.get("factors", {}).items()
        }
        options = frozenset(facts.get("options", ()))
        return cls(**numbers, factors=factors, options=options, counts=facts.get("counts", {}))


@dataclass(frozen=True)
class Step:
    """One line of how a figure was found, in yuan.

    The amounts of all steps add up to the benchmark exactly; one that is only something to
    know has nought. A step from the benchmark to cap or floor has what came out, or None.
    """

    label: str | Promise
    start: Fraction | None = None
    end: Fraction | None = None
    rate: Fraction | None = None
    amount: Fraction | None = Fraction(0)

    def as_facts(self) -> dict[str, str | None]:
        """Return label, from, to, rate and amount as exact text."""
        numbers = {"from": self.start, "to": self.end, "rate": self.rate, "amount": self.amount}
        return {
            "label": str(self.label),
            **{name: None if each is None else exact(each) for name, each in numbers.items()},
        }


@dataclass(frozen=True)
class Assessment:
    """What a schedule says to the figures: exact yuan, each rounded once when it is asked for.

    ``steps`` lead to the benchmark; ``bounds`` lead from it to cap and floor.
    """

    benchmark_yuan: Fraction | None
    cap_yuan: Fraction | None
    floor_yuan: Fraction | None
    steps: tuple[Step, ...] = ()
    bounds: tuple[Step, ...] = ()

    @property
    def benchmark(self) -> Money | None:
        return rounded(self.benchmark_yuan)

    @property
    def cap(self) -> Money | None:
        return rounded(self.cap_yuan)

    @property
    def floor(self) -> Money | None:
        return rounded(self.floor_yuan)


def rounded(yuan: Fraction | None) -> Money | None:
    """Return exact yuan as money, half up to the fen; None stays None."""
    return None if yuan is None else Money.nearest(yuan * FEN)


@dataclass(frozen=True)
class Kind:
    """One table of a schedule: a service, a sort of works."""

    key: str
    label: str | Promise


@dataclass(frozen=True)
class Quantity:
    """A number that is asked for, and what it counts."""

    label: str | Promise
    unit: str | Promise


@dataclass(frozen=True)
class Choice:
    """A printed value of a factor, and for what it stands."""

    value: Fraction
    label: str | Promise


@dataclass(frozen=True)
class FactorInput:
    """A factor that is asked for: any number in the range, or one of the printed ones."""

    name: str
    label: str | Promise
    low: Fraction
    high: Fraction
    choices: tuple[Choice, ...] = ()
    many: bool = False
    help: str | Promise = ""


@dataclass(frozen=True)
class OptionInput:
    """Another reading or an extra that may be chosen; ``counted`` ones say how many."""

    name: str
    label: str | Promise
    help: str | Promise = ""
    counted: bool = False


@dataclass(frozen=True)
class Inputs:
    """What a kind of a schedule asks for."""

    base: Quantity | None = None
    quantity: Quantity | None = None
    factors: tuple[FactorInput, ...] = ()
    options: tuple[OptionInput, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.base or self.quantity or self.factors or self.options)
