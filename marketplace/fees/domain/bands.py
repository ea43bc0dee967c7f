"""Interpolation inside printed bands; the last band may be open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from .declared import unit
from .figures import Figures, Step
from .place import Place, rising
from .points import below_first
from .schedule import Basic, ScheduleRule


@dataclass(frozen=True)
class Bands:
    """Lower edges in yuan and the two figures of each band; the last band is open."""

    edges: tuple[Fraction, ...]
    figures: tuple[tuple[Fraction, Fraction | None], ...]
    below_option: str = ""


class BandInterpolation(ScheduleRule[Bands]):
    """The base falls in a printed band, and the fee on the line between its two figures.

    A band's lower edge belongs to the band before it. The last band has no upper edge: the
    schedule prints two figures, or one, and nothing between them can be computed.
    """

    key = "bands"
    label = _("Straight line inside a band")

    def read(self, top: Place, kind: Place) -> Bands:
        by_base, by_fee = unit(top, kind, "base_unit"), unit(top, kind, "fee_unit")
        edges = top.numbers("edges")
        rising(top, edges, "edges")
        printed = kind.pairs("bands", open_end=True)
        if len(printed) > len(edges):
            kind.wrong(_("there are more bands than edges"), "bands")
        for at, (low, high) in enumerate(printed):
            if high is not None and high < low:
                kind.wrong(_("the second figure is below the first"), f"bands[{at}]")
        below = top.part("below_first") if top.has("below_first") else None
        return Bands(
            edges=tuple(edge * by_base for edge in edges[: len(printed)]),
            figures=tuple(
                (low * by_fee, None if high is None else high * by_fee) for low, high in printed
            ),
            below_option=below.name_of("option") if below else "",
        )

    def basic(self, table: Bands, base: Fraction, figures: Figures) -> Basic:
        if base < table.edges[0]:
            first = (table.edges[0], table.figures[0][0])
            return below_first(base, first, wanted=table.below_option in figures.options)
        at = max([n for n, edge in enumerate(table.edges) if edge < base], default=0)
        start, (low, high) = table.edges[at], table.figures[at]
        if high is None or at == len(table.edges) - 1:
            note = Step(_("Open last band: the schedule prints no figure between"), start, base)
            return Basic((note,), None, low, high)
        end = table.edges[at + 1]
        slope = (high - low) / (end - start)
        amount = (base - start) * slope
        steps = (
            Step(_("Lower figure of the band"), Fraction(0), start, None, low),
            Step(_("Straight line inside the band"), start, base, slope, amount),
        )
        return Basic.adding_up(steps)

    def edges(self, params: Mapping[str, Any], kind: str) -> tuple[Fraction, ...]:
        top, row = self._kind(params, kind)
        return self.read(top, row).edges
