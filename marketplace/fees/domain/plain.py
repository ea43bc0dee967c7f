"""The simple rules: one amount, a rate a unit, a share of the investment, the market."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from .declared import unit
from .figures import Figures, Step
from .place import Place
from .schedule import Basic, ScheduleRule


class FixedAmount(ScheduleRule[Fraction]):
    """One amount, whatever the project."""

    key = "fixed"
    label = _("Fixed amount")
    base_needed = False

    def read(self, top: Place, kind: Place) -> Fraction:
        return kind.number("amount") * unit(top, kind, "fee_unit")

    def basic(self, table: Fraction, measure: Fraction, figures: Figures) -> Basic:
        return Basic((Step(_("Fixed amount"), amount=table),), table)


@dataclass(frozen=True)
class Rate:
    """A rate, and the least fee where the schedule has one; in yuan."""

    rate: Fraction
    least: Fraction


class PerUnit(ScheduleRule[Rate]):
    """A rate in yuan for each unit of a quantity: square metres, buildings, volumes."""

    key = "per_unit"
    label = _("Rate for each unit")
    base_needed = False
    quantity_needed = True

    def read(self, top: Place, kind: Place) -> Rate:
        fee_unit = unit(top, kind, "fee_unit")
        return Rate(kind.number("rate") * fee_unit, kind.number("least", default=0) * fee_unit)

    def basic(self, table: Rate, measure: Fraction, figures: Figures) -> Basic:
        return _at_least(table, measure, _("Quantity at one rate"))


class Percentage(ScheduleRule[Rate]):
    """A share of the investment."""

    key = "percentage"
    label = _("Percentage of the investment")

    def read(self, top: Place, kind: Place) -> Rate:
        least = kind.number("least", default=0) * unit(top, kind, "fee_unit")
        return Rate(kind.number("rate_percent") / 100, least)

    def basic(self, table: Rate, measure: Fraction, figures: Figures) -> Basic:
        return _at_least(table, measure, _("Whole amount at one rate"))


def _at_least(table: Rate, measure: Fraction, label: str) -> Basic:
    amount = measure * table.rate
    steps = [Step(label, Fraction(0), measure, table.rate, amount)]
    if amount < table.least:
        steps.append(Step(_("Up to the least fee"), amount=table.least - amount))
    return Basic(tuple(steps), max(amount, table.least))


class MarketPrice(ScheduleRule[None]):
    """No figure: the price is what owner and agency agree on."""

    key = "market"
    label = _("Market price, no cap")
    base_needed = False

    def read(self, top: Place, kind: Place) -> None:
        return None

    def basic(self, table: None, measure: Fraction, figures: Figures) -> Basic:
        return Basic((Step(_("Market price: the schedule gives no figure")),))
