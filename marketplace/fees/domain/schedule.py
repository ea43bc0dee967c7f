"""What the shipped rules share: kinds, factors, options, notes, float and absolute cap."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from . import declared
from .declared import EFFECTS, ONE, Option, unit
from .entry import require_figures, require_kind
from .exact import exact
from .figures import Assessment, FactorInput, Figures, Inputs, Kind, Step
from .place import Place
from .rule import FeeRule

if TYPE_CHECKING:
    from django.utils.functional import Promise

Table = TypeVar("Table")


@dataclass(frozen=True)
class Basic:
    """The fee before factors: one figure, or the two ends of an open band, or none at all."""

    steps: tuple[Step, ...]
    figure: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None

    @classmethod
    def adding_up(cls, steps: Iterable[Step]) -> Basic:
        """Return the fee that is the sum of its steps."""
        known = tuple(steps)
        return cls(known, sum((step.amount or Fraction(0) for step in known), Fraction(0)))


class ScheduleRule(FeeRule, Generic[Table]):
    """A rule whose schedules have kinds, each with factors and options.

    A subclass reads its own parameters in ``read`` and computes the fee before factors in
    ``basic``, in yuan.
    """

    base_needed = True
    quantity_needed = False

    @abstractmethod
    def read(self, top: Place, kind: Place) -> Table:
        """Return this rule's own parameters of a kind, noting what is wrong."""

    @abstractmethod
    def basic(self, table: Table, measure: Fraction, figures: Figures) -> Basic:
        """Return the fee before factors; the measure is the base in yuan, or the quantity."""

    def check_params(self, params: Mapping[str, Any]) -> None:
        top = Place("", params, [])
        kinds = top.rows("kinds")
        if not kinds:
            top.wrong(_("at least one kind is needed"), "kinds")
        keys = [kind.name_of("key") for kind in kinds]
        if len(set(keys)) < len(keys):
            top.wrong(_("each kind has its own key"), "kinds")
        for kind, key in zip(kinds, keys, strict=True):
            kind.text("label")
            self._inputs(top, kind, key)
            declared.notes(top, key)
            _float(top, kind)
            self.read(top, kind)
        top.settle()

    def kinds(self, params: Mapping[str, Any]) -> tuple[Kind, ...]:
        rows = Place("", params, []).rows("kinds")
        return tuple(Kind(row.name_of("key"), row.text("label")) for row in rows)

    def inputs(self, params: Mapping[str, Any], kind: str) -> Inputs:
        top, row = self._kind(params, kind)
        return self._inputs(top, row, row.values["key"])

    def assess(self, params: Mapping[str, Any], kind: str, figures: Figures) -> Assessment:
        top, row = self._kind(params, kind)
        key = row.values["key"]
        inputs = self._inputs(top, row, key)
        require_figures(figures, inputs)
        table, bounds, notes = self.read(top, row), _float(top, row), declared.notes(top, key)
        offered = declared.options(top, key)
        options = [each for each in offered if each.entered.name in figures.options]
        top.settle()
        measure = figures.base or figures.quantity or Fraction(0)
        basic = self.basic(table, measure, figures)
        steps, times = _adjusted(basic, inputs.factors, options, figures)
        said = tuple(note for over, note in notes if over.holds(figures))
        return bounds.around(basic, steps + said, times)

    def _kind(self, params: Mapping[str, Any], kind: str) -> tuple[Place, Place]:
        key = require_kind(self.kinds(params), kind)
        top = Place("", params, [])
        return top, next(row for row in top.rows("kinds") if row.values.get("key") == key)

    def _inputs(self, top: Place, kind: Place, key: str) -> Inputs:
        return Inputs(
            base=declared.asked(top, kind, "base") if self.base_needed else None,
            quantity=declared.asked(top, kind, "quantity") if self.quantity_needed else None,
            factors=tuple(declared.factors(top, key)),
            options=tuple(option.entered for option in declared.options(top, key)),
        )


class Chain:
    """The steps from the fee before factors to the benchmark, and by how much they multiply."""

    def __init__(self, basic: Basic) -> None:
        self.steps = list(basic.steps)
        self.times = ONE
        self._figure = basic.figure or Fraction(0)

    def multiply(self, label: str | Promise, factor: Fraction) -> None:
        self.add(label, self.times * (factor - 1), rate=factor)

    def add(self, label: str | Promise, times: Fraction, *, rate: Fraction) -> None:
        self.steps.append(Step(label, rate=rate, amount=self._figure * times))
        self.times += times

    def note(self, label: str | Promise) -> None:
        self.steps.append(Step(label))


def _adjusted(
    basic: Basic, factors: tuple[FactorInput, ...], options: list[Option], figures: Figures
) -> tuple[tuple[Step, ...], Fraction]:
    """Return the steps with one for each factor and option, and by how much they multiply.

    Factors multiply; extras are shares of what the factors gave and are added; shares of the
    whole come last.
    """
    chain = Chain(basic)
    for factor in factors:
        values = figures.factors.get(factor.name)
        if values:
            value = sum(values, Fraction(0)) - (len(values) - 1)
            chain.multiply(_factor_label(factor, values, value), value)
    before_extras = chain.times
    for option in sorted(options, key=lambda each: EFFECTS.index(each.effect)):
        if option.below is not None and (figures.base or 0) >= option.below:
            said = {"option": option.entered.label, "below": exact(option.below)}
            chain.note(_("%(option)s: only below %(below)s yuan, so not here") % said)
        elif option.effect == "add":
            rate = option.rate * figures.counts.get(option.entered.name, 1)
            chain.add(option.entered.label, before_extras * rate, rate=rate)
        elif option.effect == "share":
            chain.multiply(option.entered.label, option.rate)
    return tuple(chain.steps), chain.times


def _factor_label(factor: FactorInput, values: tuple[Fraction, ...], value: Fraction) -> str:
    said = {"factor": factor.label, "value": exact(value)}
    if len(values) > 1:
        said["sum"] = " + ".join(exact(each) for each in values) + f" − {len(values) - 1}"
        return str(_("%(factor)s %(sum)s = %(value)s") % said)
    for choice in factor.choices:
        if choice.value == value and len([c for c in factor.choices if c.value == value]) == 1:
            said["choice"] = choice.label
            return str(_("%(factor)s %(value)s (%(choice)s)") % said)
    return str(_("%(factor)s %(value)s") % said)


@dataclass(frozen=True)
class Bounds:
    """How cap and floor stand to the benchmark."""

    low: Fraction
    high: Fraction
    absolute: Fraction | None
    no_floor: bool

    def around(self, basic: Basic, steps: tuple[Step, ...], times: Fraction) -> Assessment:
        """Return the assessment: float and absolute cap, or the two ends of an open band."""
        benchmark = _times(basic.figure, times)
        cap, floor, said = self._unlimited(basic, benchmark, times)
        if self.no_floor:
            floor = None
        found = cap is not None or floor is not None
        if self.absolute is not None and found and (cap is None or cap > self.absolute):
            said.append(Step(_("Absolute cap: limits cap and floor"), amount=self.absolute))
            cap = self.absolute
            floor = None if floor is None else min(floor, self.absolute)
        return Assessment(benchmark, cap, floor, steps, tuple(said))

    def _unlimited(
        self, basic: Basic, benchmark: Fraction | None, times: Fraction
    ) -> tuple[Fraction | None, Fraction | None, list[Step]]:
        """Return cap and floor before the absolute cap, and the steps to them."""
        if benchmark is not None:
            cap, floor = benchmark * (1 + self.high), benchmark * (1 + self.low)
            said = [
                Step(_("Cap: benchmark and float"), rate=1 + self.high, amount=cap),
                Step(_("Floor: benchmark and float"), rate=1 + self.low, amount=floor),
            ]
            return cap, floor, said if self.low or self.high else []
        least, most = _times(basic.low, times), _times(basic.high, times)
        said = []
        if least is not None:
            said.append(Step(_("Floor: the lower figure of the open band"), amount=least))
        if most is not None:
            said.append(Step(_("Cap: the upper figure of the open band"), amount=most))
        return most, least, said


def _times(figure: Fraction | None, times: Fraction) -> Fraction | None:
    return None if figure is None else figure * times


def _float(top: Place, kind: Place) -> Bounds:
    place = kind if kind.has("float") else top
    low = high = Fraction(0)
    if place.has("float"):
        ends = place.numbers("float", least=-1)
        if len(ends) != 2 or not ends[0] <= 0 <= ends[1]:
            place.wrong(
                _("a lower and an upper share is needed here, such as “-0.2”, “0.2”"), "float"
            )
        else:
            low, high = ends
    absolute = (
        kind.number("absolute_cap") * unit(top, kind, "fee_unit")
        if kind.has("absolute_cap")
        else None
    )
    return Bounds(low, high, absolute, top.flag("at_most"))
