"""What other rooms ask of fees: the terms of an item, what they give, and keeping it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from ..kernel.money import Money
from ..kernel.refusal import Refusal
from ..models import Hall, ServiceItem
from .data import shipped_schedules
from .domain.entry import LARGEST_BASE, require_figures, require_kind
from .domain.figures import Assessment, Figures, Inputs, Step, rounded
from .domain.policy import limits, share_of
from .models import FeeAssessment, FeeOverride, FeeSchedule, no_schedule

CHINESE, ENGLISH = "zh-hans", "en"
POLICIES = ServiceItem.FeePolicy
FEN = Fraction(1, 100)
CHECKED = {"fee.kind": "fee_kind", "fee.share": "fee_params"}


@dataclass(frozen=True)
class FeeTerms:
    """By what an item's cap is found: a policy, and a schedule with a kind or one figure."""

    policy: str
    schedule: FeeSchedule | None = None
    kind: str = ""
    params: dict = field(default_factory=dict)
    override: FeeOverride | None = None
    cap: Money | None = None

    @property
    def label(self) -> str:
        return str(POLICIES(self.policy).label)


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


def terms_for(item: ServiceItem, hall: Hall) -> FeeTerms:
    """Return the terms of an item in a hall: the hall's own, else the item's.

    Raises:
        Refusal: ``fee.no_schedule`` where the schedule they name was never loaded.
    """
    override = FeeOverride.objects.filter(hall=hall, item=item).order_by("version").last()
    if override is not None and not override.withdrawn:
        key, kind = override.schedule_key, override.kind
        policy, params, cap = override.policy, override.params, override.cap
    else:
        override, key, kind = None, item.fee_schedule, item.fee_kind
        policy, params, cap = item.fee_policy, item.fee_params, item.cap
    schedule = FeeSchedule.objects.newest(key) if key else None
    return FeeTerms(policy, schedule, kind, params, override, cap)


def terms_of_schedule(
    schedule: FeeSchedule, kind: str = "", policy: str = POLICIES.CAP_AND_FLOOR
) -> FeeTerms:
    """Return the terms of somebody who asks a schedule itself.

    Raises:
        Refusal: ``fee.kind`` where the schedule has no such kind, or several and none is named.
    """
    kinds = schedule.fee_rule.kinds(schedule.said_params)
    return FeeTerms(policy, schedule, require_kind(kinds, kind))


def inputs_for(terms: FeeTerms) -> Inputs:
    """Return what the terms ask for; nothing for one figure and for the market."""
    if terms.schedule is None:
        return Inputs()
    return terms.schedule.fee_rule.inputs(terms.schedule.said_params, terms.kind)


def assess(terms: FeeTerms, figures: Figures) -> Assessed:
    """Return the cap and floor for the figures, with every step in the reader's language.

    Raises:
        Refusal: ``fee.kind``, ``fee.base``, ``fee.quantity``, ``fee.factor``, ``fee.option``,
            ``fee.params``, ``fee.share`` or ``fee.no_rule``.
    """
    if terms.schedule is None:
        require_figures(figures, Inputs())
        return _one_figure(terms, figures)
    rule, params = terms.schedule.fee_rule, terms.schedule.said_params
    found: Assessment = rule.assess(params, terms.kind, figures)
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


def source_line(terms: FeeTerms) -> tuple[str, str]:
    """Return one sentence in Chinese and in English: whose figure it is, and that it is no law."""
    sentences = []
    for language in (CHINESE, ENGLISH):
        with translation.override(language):
            sentences.append(_source(terms))
    return tuple(sentences)


def _source(terms: FeeTerms) -> str:
    if terms.schedule is None:
        if terms.policy == POLICIES.MARKET:
            return _("Market price: there is no cap.")
        if terms.policy == POLICIES.MANUAL:
            return _("Set for this hall by two people, with a reason; a reference, not law.")
        return _("A figure that the hall set; a reference, not law.")
    schedule = terms.schedule
    said = {
        "title": schedule.title,
        "number": schedule.number or schedule.key,
        "version": schedule.version,
        "status": schedule.get_status_display(),
        "by": schedule.adopted_by or _("the hall"),
    }
    if schedule.status == FeeSchedule.Status.IN_FORCE:
        return _("%(title)s (%(number)s), version %(version)d, adopted by %(by)s.") % said
    return (
        _("%(title)s (%(number)s), version %(version)d, adopted by %(by)s: a reference, not law.")
        % said
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
    edges = terms.schedule.fee_rule.edges(terms.schedule.said_params, terms.kind)
    within = {base for edge in edges for base in (edge, edge + FEN) if 0 < base <= end}
    bases = sorted({base for base in evenly if base > 0} | within | {figures.base})
    return [_on_the_curve(terms, figures, base) for base in bases]


def _to_the_fen(yuan: Fraction) -> Fraction:
    return Fraction(round(yuan * 100), 100)


def _on_the_curve(terms: FeeTerms, figures: Figures, base: Fraction):
    moved = Figures(base, figures.quantity, figures.factors, figures.options, figures.counts)
    found = assess(terms, moved)
    return base, _in_yuan(found.cap), _in_yuan(found.floor)


def _in_yuan(money: Money | None) -> Fraction | None:
    return None if money is None else Fraction(money.minor, 100)


def check_item(item: ServiceItem) -> None:
    """Raise ``ValidationError`` for an item whose schedule, kind or share there is not."""
    if not item.fee_schedule:
        return
    try:
        schedule = FeeSchedule.objects.newest(item.fee_schedule)
        require_kind(schedule.fee_rule.kinds(schedule.said_params), item.fee_kind)
        if item.fee_policy == POLICIES.CAP_SHARE:
            share_of(item.fee_params)
    except Refusal as refusal:
        field = CHECKED.get(refusal.code, "fee_schedule")
        said = f"{refusal.message} {refusal.next_step}"
        raise ValidationError({field: said}, code=refusal.code) from refusal


def shipped(key: str) -> FeeSchedule:
    """Return a shipped schedule as it stands in no database yet.

    Raises:
        Refusal: ``fee.no_schedule`` where none of this key is shipped.
    """
    for row in shipped_schedules():
        if row["key"] == key:
            return FeeSchedule(**row)
    raise no_schedule(key)
