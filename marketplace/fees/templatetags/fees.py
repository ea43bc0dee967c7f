"""``{% load fees %}``: how a cap was found, as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django import template

from marketplace.notation import in_chinese

from ..domain.exact import exact
from ..domain.figures import Step

register = template.Library()
HUNDREDTHS, RATE_PLACES = 2, 6


@dataclass(frozen=True, slots=True)
class Readable:
    """An exact number with separators, and a rounded hint where it does not end."""

    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as a row: from, to, rate and amount readable, nothing where nothing is said."""

    label: str
    start: Readable | None
    end: Readable | None
    rate: Readable | None
    amount: Readable | None
    exact: Fraction

    @property
    def is_note(self) -> bool:
        return not (self.start or self.end or self.rate or self.amount)


@register.inclusion_tag("fees/includes/steps.html")
def fee_steps(found, caption="") -> dict:
    """``{% fee_steps assessed %}``: every step as a table, and notes below it.

    Takes a result, or the same as it is stored (``FeeAssessment``).
    """
    rows = [step_row(each) for each in found.steps]
    bounds = [step_row(each) for each in found.policy_steps]
    exact_sum = sum((row.exact for row in rows), Fraction(0))
    return {
        "rows": [row for row in rows if not row.is_note],
        "notes": [row.label for row in (*rows, *bounds) if row.is_note],
        "bounds": [row for row in bounds if not row.is_note],
        "benchmark": None if found.benchmark is None else readable(exact_sum),
        "caption": caption,
    }


@register.filter
def exact_number(value: Fraction | str | None) -> Readable | None:
    """``{{ value|exact_number }}``: text and hint of an exact number."""
    return None if value is None else readable(value)


def step_row(step: Step | Mapping) -> StepRow:
    """Return a step as a row; one with neither limits nor rate is a note without an amount."""
    facts = step.as_facts() if isinstance(step, Step) else step
    start, end, rate, amount = (facts[name] for name in ("from", "to", "rate", "amount"))
    counted = Fraction(amount or 0)
    says_nothing = start is None and end is None and rate is None and not counted
    return StepRow(
        label=facts.get("label") or facts["label_zh" if in_chinese() else "label_en"],
        start=exact_number(start),
        end=exact_number(end),
        rate=None if rate is None else readable_rate(rate),
        amount=None if says_nothing else readable(counted),
        exact=counted,
    )


def readable(value: Fraction | str) -> Readable:
    """Return ``225,500``; of a number that does not end ``1,000,000/7`` and its value to a fen."""
    number = Fraction(value)
    if "/" not in exact(number):
        return Readable(_separated(exact(number)))
    top, bottom = exact(number).split("/")
    return Readable(f"{_separated(top)}/{_separated(bottom)}", f"≈ {rounded_text(number)}")


def readable_rate(value: Fraction | str) -> Readable:
    """Return what an amount was multiplied with."""
    number = Fraction(value)
    if "/" not in exact(number):
        return Readable(f"× {_separated(exact(number))}")
    return Readable(f"× {readable(number).text}", f"≈ {rounded_text(number, places=RATE_PLACES)}")


def rounded_text(number: Fraction, *, places: int = HUNDREDTHS) -> str:
    """Return a number with separators, rounded half up to so many decimals."""
    scaled = (abs(number) * 10**places * 2 + 1) // 2
    digits = str(scaled).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{int(digits[:-places]):,}.{digits[-places:]}"


def _separated(text: str) -> str:
    sign = "-" if text.startswith("-") else ""
    whole, point, rest = text.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{point}{rest}"
