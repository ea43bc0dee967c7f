"""What a schedule declares beside its figures: units, factors, options and notes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from .figures import Choice, FactorInput, Figures, OptionInput, Quantity, Step
from .place import Place

EFFECTS = ("add", "share", "reading")  # in the order in which they come
ONE = Fraction(1)


@dataclass(frozen=True)
class Option:
    """An option with what it does to the fee; a ``reading`` is the rule's own business."""

    entered: OptionInput
    effect: str
    rate: Fraction
    below: Fraction | None


def unit(top: Place, kind: Place, name: str) -> Fraction:
    """Return how many yuan the unit has in which the base or the fee is printed."""
    place = kind if kind.has(name) else top
    return place.number(name, default=1, least=1)


def asked(top: Place, kind: Place, name: str) -> Quantity:
    """Return the base or quantity that a kind asks for, with its words."""
    said = (kind if kind.has(name) else top).part(name)
    unit_label = said.text("unit", needed=name == "quantity") or _("yuan")
    return Quantity(said.text("label"), unit_label)


def _of_kind(top: Place, name: str, key: str) -> list[Place]:
    """Return the rows of a list that hold for the kind: all that name no kinds, or name it."""
    return [row for row in top.rows(name) if key in (row.values.get("kinds") or [key])]


def factors(top: Place, key: str) -> list[FactorInput]:
    """Return the factors of a kind."""
    found = []
    for row in _of_kind(top, "factors", key):
        low, high = row.number("low"), row.number("high")
        if not low <= 1 <= high:
            row.wrong(_("the range of a factor contains 1"))
        choices = tuple(
            Choice(each.number("value"), each.text("label")) for each in row.rows("choices")
        )
        if any(not low <= choice.value <= high for choice in choices):
            row.wrong(_("a choice is outside the range"), "choices")
        name, label = row.name_of("name"), row.text("label")
        said = row.text("help", needed=False)
        found.append(FactorInput(name, label, low, high, choices, row.flag("many"), said))
    return found


def options(top: Place, key: str) -> list[Option]:
    """Return the options of a kind, with what each does."""
    found = []
    for row in _of_kind(top, "options", key):
        said = OptionInput(
            name=row.name_of("name"),
            label=row.text("label"),
            help=row.text("help", needed=False),
            counted=row.flag("counted"),
        )
        effect = row.one_of("effect", EFFECTS)
        rate = ONE if effect == "reading" else row.number("rate_percent") / 100
        below = _limit(row, "below_yuan")
        found.append(Option(said, effect, rate, below))
    return found


@dataclass(frozen=True)
class Condition:
    """When a note is said: for a base over one figure and up to another, without an option."""

    over: Fraction | None
    up_to: Fraction | None
    below: Fraction | None
    unless: str

    def holds(self, figures: Figures) -> bool:
        if self.unless in figures.options:
            return False
        base = figures.base or Fraction(0)
        return (
            (self.over is None or base > self.over)
            and (self.up_to is None or base <= self.up_to)
            and (self.below is None or base < self.below)
        )


def notes(top: Place, key: str) -> list[tuple[Condition, Step]]:
    """Return what is to be known about a kind, and when it is said."""
    found = []
    for row in _of_kind(top, "notes", key):
        condition = Condition(
            over=_limit(row, "over_yuan"),
            up_to=_limit(row, "up_to_yuan"),
            below=_limit(row, "below_yuan"),
            unless=row.text("unless_option", needed=False),
        )
        found.append((condition, Step(row.text("text"))))
    return found


def _limit(row: Place, name: str) -> Fraction | None:
    return row.number(name) if row.has(name) else None
