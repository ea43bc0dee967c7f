"""Progressive differential: the base in slices, each at its own rate. No jump at an edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from .declared import unit
from .figures import Figures, Step
from .place import Place, rising
from .schedule import Basic, ScheduleRule


@dataclass(frozen=True)
class Slices:
    """Upper edges in yuan (the last slice has none) and the rate of each slice."""

    uppers: tuple[Fraction, ...]
    rates: tuple[Fraction, ...]
    gap_option: str = ""
    gap_to: Fraction | None = None

    def edges(self, figures: Figures) -> tuple[Fraction, ...]:
        """Return the upper edges; the option lets the last slice but one go on over the gap."""
        if self.gap_to is not None and self.gap_option in figures.options:
            return (*self.uppers[:-1], self.gap_to)
        return self.uppers


class Progressive(ScheduleRule[Slices]):
    """The base is cut in slices and each slice has its own rate (差额定率累进)."""

    key = "progressive"
    label = _("Progressive differential")

    def read(self, top: Place, kind: Place) -> Slices:
        scale = unit(top, kind, "base_unit")
        uppers = _uppers(top)
        rates = kind.numbers("rates_percent")
        if len(rates) != len(uppers) + 1:
            kind.wrong(_("as many rates as slices are needed"), "rates_percent")
        gap_option, gap_to = _gap(top, uppers)
        return Slices(
            uppers=tuple(upper * scale for upper in uppers),
            rates=tuple(rate / 100 for rate in rates),
            gap_option=gap_option,
            gap_to=None if gap_to is None else gap_to * scale,
        )

    def basic(self, table: Slices, measure: Fraction, figures: Figures) -> Basic:
        steps, start = [], Fraction(0)
        uppers = table.edges(figures)
        for number, (upper, rate) in enumerate(
            zip([*uppers, None], table.rates, strict=True), start=1
        ):
            end = measure if upper is None else min(upper, measure)
            if end > start:
                label = _("Slice %(number)d") % {"number": number}
                steps.append(Step(label, start, end, rate, (end - start) * rate))
                start = end
        return Basic.adding_up(steps)

    def edges(self, params: Mapping[str, Any], kind: str) -> tuple[Fraction, ...]:
        top, row = self._kind(params, kind)
        return self.read(top, row).uppers


def _gap(top: Place, uppers: list[Fraction]) -> tuple[str, Fraction | None]:
    """Return the option that closes the printed gap, and up to where the last rate but one goes."""
    if not top.has("gap"):
        return "", None
    gap = top.part("gap")
    to = gap.number("to")
    if uppers and to <= uppers[-1]:
        gap.wrong(_("this must be above the last upper edge"), "to")
    return gap.name_of("option"), to


def _uppers(top: Place) -> list[Fraction]:
    """Return the upper edges of all slices but the last, whose edge is null."""
    printed = top.values.get("tiers_upper")
    if not isinstance(printed, list) or not printed or printed[-1] is not None:
        top.wrong(
            _("a list of upper edges is needed here, and null for the last slice"), "tiers_upper"
        )
        return []
    closed = Place("", {"tiers_upper": printed[:-1]}, top.problems)
    uppers = closed.numbers("tiers_upper") if len(printed) > 1 else []
    rising(top, uppers, "tiers_upper")
    return uppers
