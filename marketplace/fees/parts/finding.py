"""From terms and figures to cap and floor, to their record and to a curve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils import translation
from django.utils.translation import gettext as _

from ...kernel.money import Money
from ...kernel.refusal import Refusal
from ...models import Hall, ServiceItem
from ..domain.entry import LARGEST_BASE, require_figures
from ..domain.figures import Assessment, Figures, Inputs, Step, rounded
from ..domain.policy import limits
from ..models import FeeAssessment
from .terms import CHINESE, ENGLISH, FeeTerms, inputs_for

FEN = Fraction(1, 100)
LARGEST_FEE = Fraction(10) ** 14  # yuan; 10^16 fen still fit a column


@dataclass(frozen=True)
class Assessed:
    """What the terms give for the figures, the policy applied: cap and floor, and how."""

    terms: FeeTerms
    figures: Figures
    benchmark: Money | None
    cap: Money | None
    floor: Money | None
    steps: tuple[Step, ...] = ()
    policy_steps: tuple[Step, ...] = ()


def assess(terms: FeeTerms, figures: Figures) -> Assessed:
    """Return the cap and floor for the figures, with every step in the reader's language.

    Raises:
        Refusal: ``fee.kind``, ``fee.base``, ``fee.quantity``, ``fee.factor``, ``fee.option``,
            ``fee.params``, ``fee.share``, ``fee.absurd`` or ``fee.no_rule``.
    """
    if terms.schedule is None:
        require_figures(figures, Inputs())
        return _one_figure(terms, figures)
    return _assess_by(terms.schedule.said_params, terms, figures)


def _assess_by(params: dict, terms: FeeTerms, figures: Figures) -> Assessed:
    """Return what the parameters, in the reader's language, give for the figures."""
    found: Assessment = terms.schedule.fee_rule.assess(params, terms.kind, figures)
    _require_sane(found)
    after = limits(terms.policy, terms.params, found)
    return Assessed(
        terms=terms,
        figures=figures,
        benchmark=found.benchmark,
        cap=rounded(after.cap),
        floor=rounded(after.floor),
        steps=found.steps,
        policy_steps=found.bounds + after.steps,
    )


def _require_sane(found: Assessment) -> None:
    """Refuse figures that no column and no purse can hold: the schedule is wrong."""
    figures = (found.benchmark_yuan, found.cap_yuan, found.floor_yuan)
    if any(each is not None and not 0 <= each <= LARGEST_FEE for each in figures):
        raise Refusal(
            "fee.absurd",
            _("The schedule gives a fee below 0 or above 100,000,000,000,000 yuan."),
            _("Tell the hall: the parameters of the schedule are wrong."),
        )


def _one_figure(terms: FeeTerms, figures: Figures) -> Assessed:
    amount = None if terms.cap is None else Fraction(terms.cap.minor) * FEN
    label = _("Policy: %(policy)s") % {"policy": terms.label}
    return Assessed(
        terms, figures, None, terms.cap, None, policy_steps=(Step(label, amount=amount),)
    )


def store(assessed: Assessed, *, hall: Hall, item: ServiceItem, at: datetime) -> FeeAssessment:
    """Keep what was found, labels in both languages, inside the caller's command."""
    terms = assessed.terms
    steps, policy_steps = _in_both_languages(assessed)
    assessment = FeeAssessment(
        hall=hall,
        item=item,
        schedule=terms.schedule,
        override=terms.override,
        kind=terms.kind,
        policy=terms.policy,
        inputs=assessed.figures.as_facts(),
        steps=steps,
        policy_steps=policy_steps,
        made_at=at,
    )
    assessment.benchmark, assessment.cap = assessed.benchmark, assessed.cap
    assessment.floor = assessed.floor
    assessment.save(force_insert=True)
    return assessment


def _in_both_languages(assessed: Assessed) -> tuple[list[dict], list[dict]]:
    said = {}
    for language in (CHINESE, ENGLISH):
        with translation.override(language):
            again = assess(assessed.terms, assessed.figures)
            said[language] = [
                [step.as_facts() for step in steps] for steps in (again.steps, again.policy_steps)
            ]
    return tuple(
        [
            {
                "label_zh": chinese["label"],
                "label_en": english["label"],
                **{name: chinese[name] for name in ("from", "to", "rate", "amount")},
            }
            for chinese, english in zip(*lists, strict=True)
        ]
        for lists in zip(said[CHINESE], said[ENGLISH], strict=True)
    )


def curve(
    terms: FeeTerms, figures: Figures, *, points: int = 60
) -> list[tuple[Fraction, Fraction | None, Fraction | None]]:
    """Return base, cap and floor in yuan over twice the base that was entered.

    Every edge of the schedule in between is among the points, and the fen after it, where
    the schedule may jump. Empty where the terms ask for no base.
    """
    if inputs_for(terms).base is None or figures.base is None:
        return []
    end = min(figures.base * 2, LARGEST_BASE)
    evenly = {_to_the_fen(end * number / points) for number in range(1, points + 1)}
    params = terms.schedule.said_params
    edges = terms.schedule.fee_rule.edges(params, terms.kind)
    within = {base for edge in edges for base in (edge, edge + FEN) if 0 < base <= end}
    bases = sorted({base for base in evenly if base > 0} | within | {figures.base})
    return [_on_the_curve(params, terms, figures, base) for base in bases]


def _to_the_fen(yuan: Fraction) -> Fraction:
    return Fraction(round(yuan * 100), 100)


def _on_the_curve(params: dict, terms: FeeTerms, figures: Figures, base: Fraction):
    moved = Figures(base, figures.quantity, figures.factors, figures.options, figures.counts)
    found = _assess_by(params, terms, moved)
    return base, _in_yuan(found.cap), _in_yuan(found.floor)


def _in_yuan(money: Money | None) -> Fraction | None:
    return None if money is None else Fraction(money.minor, 100)
