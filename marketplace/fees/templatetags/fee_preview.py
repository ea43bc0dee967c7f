"""What the preview of a schedule shows: its table, sample caps, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django import template

from marketplace.kernel.refusal import Refusal

from ..domain.exact import exact
from ..domain.figures import Figures
from ..parts import Assessed, assess, inputs_for, terms_of_schedule
from ..tables import tables

register = template.Library()

BASES = (10**6, 10**7, 10**8, 10**9, 10**10)  # yuan
QUANTITIES = (1, 10, 100, 1_000, 10_000)


@dataclass(frozen=True)
class Sample:
    """One kind at one base or quantity."""

    measure: str
    assessed: Assessed


@register.simple_tag
def schedule_problem(schedule) -> Refusal | None:
    """Return the refusal of the schedule's rule and parameters, or None where they are right."""
    try:
        schedule.fee_rule.check_params(schedule.params)
    except Refusal as refusal:
        return refusal
    return None


@register.simple_tag
def schedule_tables(schedule) -> list:
    """Return the figures of a schedule whose parameters are right, as printed."""
    return tables(schedule)


@register.simple_tag
def schedule_samples(schedule) -> list[tuple[str, str, list[Sample]]]:
    """Return every kind with the unit it asks for and its caps at five sizes."""
    found = []
    for kind in schedule.fee_rule.kinds(schedule.said_params):
        terms = terms_of_schedule(schedule, kind.key)
        asked = inputs_for(terms)
        measured = asked.base or asked.quantity
        samples = [_sample(terms, size, asked) for size in (BASES if asked.base else QUANTITIES)]
        if measured is None:
            samples = [_sample(terms, None, asked)]
        found.append((str(kind.label), str(measured.unit) if measured else "", samples))
    return found


def _sample(terms, size: int | None, asked) -> Sample:
    figures = Figures(
        base=Fraction(size) if asked.base else None,
        quantity=Fraction(size) if asked.quantity else None,
    )
    measure = exact(Fraction(size)) if size else ""
    return Sample(f"{int(measure):,}" if measure else "", assess(terms, figures))
