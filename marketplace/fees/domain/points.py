"""Straight-line interpolation between printed points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

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


class Interpolation(ScheduleRule[Points]):
    """The fee lies on the straight line between two printed points (直线内插)."""

    key = "points"
    label = _("Straight line between points")

    def read(self, top: Place, kind: Place) -> Points:
        by_base, by_fee = unit(top, kind, "base_unit"), unit(top, kind, "fee_unit")
        printed = kind.pairs("points")
        rising(kind, [base for base, _fee in printed], "points")
        below = top.part("below_first") if top.has("below_first") else None
        points = tuple((base * by_base, (fee or Fraction(0)) * by_fee) for base, fee in printed)
        table = Points(points, below.name_of("option") if below else "")
        if not kind.has("above_last"):
            return table
        above = kind.part("above_last")
        table = replace(table, above_rate=above.number("rate_percent") / 100)
        if not above.has("option"):
            return table
        reading = above.one_of("reading", READINGS)
        return replace(table, above_option=above.name_of("option"), above_reading=reading)

    def basic(self, table: Points, base: Fraction, figures: Figures) -> Basic:
        if base < table.points[0][0]:
            return below_first(base, table.points[0], wanted=table.below_option in figures.options)
        if base > table.points[-1][0]:
            return _above(table, base, figures)
        lower = max(point for point in table.points if point[0] <= base)
        steps = [Step(_("Printed point"), Fraction(0), lower[0], None, lower[1])]
        if base > lower[0]:
            upper = min(point for point in table.points if point[0] > base)
            slope = (upper[1] - lower[1]) / (upper[0] - lower[0])
            amount = (base - lower[0]) * slope
            steps.append(Step(_("Straight line to the next point"), lower[0], base, slope, amount))
        return Basic.adding_up(steps)

    def edges(self, params: Mapping[str, Any], kind: str) -> tuple[Fraction, ...]:
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


def _above(table: Points, base: Fraction, figures: Figures) -> Basic:
    (edge, last), rate = table.points[-1], table.above_rate
    if rate is None:
        return Basic((Step(_("Above the last point the schedule gives no figure"), edge, base),))
    reading = table.above_reading if table.above_option in figures.options else ""
    whole = base * rate
    if reading == "excess":
        steps = (
            Step(_("Printed point"), Fraction(0), edge, None, last),
            Step(_("What is above it, at one rate"), edge, base, rate, (base - edge) * rate),
        )
        return Basic.adding_up(steps)
    if reading == "at_least_last" and whole < last:
        return Basic((Step(_("Not below the last point"), Fraction(0), base, None, last),), last)
    return Basic.adding_up([Step(_("Whole amount at one rate"), Fraction(0), base, rate, whole)])
