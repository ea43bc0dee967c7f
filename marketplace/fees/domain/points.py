"""Straight-line interpolation between printed points."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from .declared import unit
from .figures import Figures, Step
from .place import Place, rising
from .schedule import Basic, ScheduleRule

READINGS = ("excess", "at_least_last")


@dataclass(frozen=True)
class Points:
    """Printed points in yuan, and what holds below the first and above the last."""

    points: tuple[tuple[Fraction, Fraction], ...]
    below_option: str = ""
    above_rate: Fraction | None = None
    above_option: str = ""
    above_reading: str = ""


class Interpolation(ScheduleRule):
    """The fee lies on the straight line between two printed points (直线内插)."""

    key = "points"
    label = _("Straight line between points")

    def read(self, top: Place, kind: Place) -> Points:
        by_base, by_fee = unit(top, kind, "base_unit"), unit(top, kind, "fee_unit")
        printed = kind.pairs("points")
        rising(kind, [base for base, _fee in printed], "points")
        below = top.part("below_first") if top.has("below_first") else None
        above = kind.part("above_last") if kind.has("above_last") else None
        has_reading = above is not None and above.has("option")
        return Points(
            points=tuple((base * by_base, fee * by_fee) for base, fee in printed),
            below_option=below.name_of("option") if below else "",
            above_rate=above.number("rate_percent") / 100 if above else None,
            above_option=above.name_of("option") if has_reading else "",
            above_reading=above.one_of("reading", READINGS) if has_reading else "",
        )

    def basic(self, table: Points, figures: Figures) -> Basic:
        base = figures.base
        if base < table.points[0][0]:
            return below_first(base, table.points[0], wanted=table.below_option in figures.options)
        if base > table.points[-1][0]:
            return _above(table, figures)
        lower = max(point for point in table.points if point[0] <= base)
        steps = [Step(_("Printed point"), Fraction(0), lower[0], None, lower[1])]
        if base > lower[0]:
            upper = min(point for point in table.points if point[0] > base)
            slope = (upper[1] - lower[1]) / (upper[0] - lower[0])
            amount = (base - lower[0]) * slope
            steps.append(Step(_("Straight line to the next point"), lower[0], base, slope, amount))
        return Basic(tuple(steps), sum((step.amount for step in steps), Fraction(0)))

    def edges(self, params, kind: str) -> tuple[Fraction, ...]:
        top, row = self._kind(params, kind)
        return tuple(base for base, _fee in self.read(top, row).points)


def below_first(base: Fraction, first: tuple[Fraction, Fraction], *, wanted: bool) -> Basic:
    """Return no figure below the first printed one, or, where wanted, one in proportion to it."""
    if not wanted:
        note = _("Below the first point of the table the schedule gives no figure")
        return Basic((Step(note, Fraction(0), first[0]),))
    rate = first[1] / first[0]
    label = _("In proportion to the first point, which the text does not say")
    return Basic((Step(label, Fraction(0), base, rate, base * rate),), base * rate)


def _above(table: Points, figures: Figures) -> Basic:
    (edge, last), base, rate = table.points[-1], figures.base, table.above_rate
    if rate is None:
        return Basic((Step(_("Above the last point the schedule gives no figure"), edge, base),))
    reading = table.above_reading if table.above_option in figures.options else ""
    whole = Step(_("Whole amount at one rate"), Fraction(0), base, rate, base * rate)
    if reading == "excess":
        steps = (
            Step(_("Printed point"), Fraction(0), edge, None, last),
            Step(_("What is above it, at one rate"), edge, base, rate, (base - edge) * rate),
        )
        return Basic(steps, last + (base - edge) * rate)
    if reading == "at_least_last" and whole.amount < last:
        return Basic((Step(_("Not below the last point"), Fraction(0), base, None, last),), last)
    return Basic((whole,), whole.amount)
