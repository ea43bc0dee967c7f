from fractions import Fraction

from marketplace.fees.domain.figures import Step
from marketplace.fees.domain.schedule import Basic, ScheduleRule


class PerHectare(ScheduleRule[Fraction]):
    """So much for each hectare, as the host's country prints it."""

    key = "per_hectare"
    label = "Rate for each hectare"
    base_needed = False
    quantity_needed = True

    def read(self, top, kind):
        return kind.number("rate")

    def basic(self, table, measure, figures):
        return Basic.adding_up([Step("Hectares", Fraction(0), measure, table, measure * table)])
