"""The figures one by one: how each is read from a tally, shown, and written into a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.notation import money, percent

from ..domain.tally import WHOLE, Tally, rounded

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what it is of, where to read on, and its tally.

    ``counts`` has what a table shows beside it, by the key of its measure.
    """

    label: str | Promise
    tally: Tally = field(default_factory=Tally)
    counts: dict[str, int] = field(default_factory=dict)
    url: str = ""
    code: str = ""
    key: int | str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a value is shown on a page, written into a table, and published as a whole number."""

    suffix: str
    shown: Callable[[Fraction], str]
    cell: Callable[[Fraction], int | Decimal]
    unit: int = 1


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure; ``definition`` is the key of the sentence that says what it counts."""

    key: str
    label: str | Promise
    kind: Kind
    definition: str
    name: str = ""

    def of(self, row: Row) -> Fraction | int | None:
        """Return the exact value."""
        if self.key in row.counts:
            return row.counts[self.key]
        return getattr(row.tally, self.name or self.key)

    def shown(self, row: Row) -> str:
        """Return it as people read it, a dash where there is none."""
        value = self.of(row)
        return NOTHING if value is None else self.kind.shown(Fraction(value))

    def cell(self, row: Row) -> int | Decimal | None:
        """Return it as a table in a file holds it."""
        value = self.of(row)
        return None if value is None else self.kind.cell(Fraction(value))

    def published(self, row: Row) -> int | None:
        """Return it as a whole number of its unit, as data are published."""
        value = self.of(row)
        return None if value is None else rounded(Fraction(value), self.kind.unit)

    @property
    def data_key(self) -> str:
        return f"{self.key}{self.kind.suffix}"


def _tenths(value: Fraction) -> Decimal:
    return Decimal(rounded(value, 10)) / 10


def _percent_cell(value: Fraction) -> Decimal:
    return _tenths(value * 100)


def _whole(value: Fraction) -> int:
    return rounded(value)


def one_decimal(value: Fraction) -> str:
    """Return a number with one decimal, rounded half up; none where it is whole."""
    tenths = _tenths(value)
    return f"{int(tenths):,}" if tenths == int(tenths) else f"{tenths:,}"


COUNT = Kind("", lambda value: f"{_whole(value):,}", _whole)
SHARE = Kind("_bp", percent, _percent_cell, WHOLE)
MONEY = Kind("_fen", lambda value: money(_whole(value)), lambda value: Decimal(_whole(value)) / 100)
TENTHS = Kind("_tenths", one_decimal, _tenths, 10)

PUBLISHED = Measure("published", _("Published"), COUNT, "published")
SELECTED = Measure("selected", _("Selections"), COUNT, "selected")
DIRECT = Measure("direct", _("Direct selections"), COUNT, "direct")
DIRECT_SHARE = Measure(
    "direct_share", _("Share of direct selections"), SHARE, "direct", "share_of_direct"
)
DAYS = Measure("median_days", _("Working days to the award"), TENTHS, "time")
HOURS = Measure("median_hours", _("Hours to the award"), COUNT, "time")
CAPPED = Measure("capped", _("Selections with a cap"), COUNT, "of_cap")
CAPPED_PRICE = Measure("capped_price", _("Their prices"), MONEY, "of_cap")
CAP = Measure("cap", _("Their caps"), MONEY, "of_cap")
OF_CAP = Measure("of_cap", _("Price of the cap"), SHARE, "of_cap")
SAVED = Measure("saved_on_cap", _("Saved against the caps"), MONEY, "of_cap")
LOWEST = Measure("lowest", _("Lowest"), SHARE, "of_cap", "lowest_of_cap")
HIGHEST = Measure("highest", _("Highest"), SHARE, "of_cap", "highest_of_cap")
PRICE = Measure("price", _("All prices"), MONEY, "of_ceiling")
CEILING = Measure("ceiling", _("All ceilings"), MONEY, "of_ceiling")
OF_CEILING = Measure("of_ceiling", _("Price of the ceiling"), SHARE, "of_ceiling")
SAVED_CEILING = Measure("saved_on_ceiling", _("Saved against the ceilings"), MONEY, "of_ceiling")
PROMISED = Measure("promised", _("Days promised"), COUNT, "promised")
STANDARD = Measure("standard", _("Standard days"), COUNT, "promised")
OF_STANDARD = Measure(
    "promised_share", _("Promised of the standard"), SHARE, "promised", "promised_of_standard"
)
ACCEPTED = Measure("accepted", _("Services accepted"), COUNT, "actual")
ACTUAL = Measure("actual", _("Days taken"), COUNT, "actual")
ACCEPTED_STANDARD = Measure("accepted_standard", _("Their standard days"), COUNT, "actual")
ACTUAL_SHARE = Measure(
    "actual_share", _("Taken of the standard"), SHARE, "actual", "actual_of_standard"
)
CLOSED = Measure("closed", _("Notices closed"), COUNT, "participation")
ANSWERS = Measure("answers", _("Valid answers"), COUNT, "participation")
ANSWERS_EACH = Measure("answers_each", _("Answers per notice"), TENTHS, "participation")
FAILED = Measure("failed", pgettext_lazy("of notices", "Failed"), COUNT, "endings")
CANCELLED = Measure("cancelled", pgettext_lazy("of notices", "Cancelled"), COUNT, "endings")
VOID = Measure("void", pgettext_lazy("of notices", "Void"), COUNT, "endings")

ALL = (
    PUBLISHED, SELECTED, DIRECT, DIRECT_SHARE, DAYS, HOURS, CAPPED, CAPPED_PRICE, CAP, OF_CAP,
    SAVED, LOWEST, HIGHEST, PRICE, CEILING, OF_CEILING, SAVED_CEILING, PROMISED, STANDARD,
    OF_STANDARD, ACCEPTED, ACTUAL, ACCEPTED_STANDARD, ACTUAL_SHARE, CLOSED, ANSWERS, ANSWERS_EACH,
    FAILED, CANCELLED, VOID,
)  # fmt: skip
CORE = (
    PUBLISHED, SELECTED, DIRECT_SHARE, DAYS, OF_CAP, SAVED, OF_CEILING, OF_STANDARD, ACTUAL_SHARE,
    ANSWERS_EACH, FAILED, CANCELLED, VOID,
)  # fmt: skip
