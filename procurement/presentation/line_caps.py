"""How the cap of a line was found, in words: the figures it rests on, and where to redo it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.fees import parts as fees
from marketplace.fees.domain.exact import exact
from marketplace.fees.domain.figures import Figures, Inputs
from marketplace.fees.models import FeeAssessment
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.notation import money

from ..models import NoticeLine


@dataclass(frozen=True, slots=True)
class LineFigures:
    """What was entered, each with its name, and the calculator's address for the same."""

    entered: list[tuple[str, str]]
    url: str


def figures_of(line: NoticeLine) -> LineFigures | None:
    """Return what a line's cap rests on; None where it is a fixed figure of the catalogue."""
    made = line.assessment
    if made is None:
        return None
    figures = Figures.of_facts(made.inputs)
    return LineFigures(_entered(figures, _asked(made)), _address(line, figures))


def cap_source(line: NoticeLine) -> str:
    """Return whose figure the cap is, in the reader's language; as pinned where that is Chinese."""
    if not (get_language() or "").startswith("en"):
        return line.cap_source
    made = line.assessment
    if made is None:
        item = line.item
        return item.cap_source_en if item.cap_source_zh == line.cap_source else line.cap_source
    if made.schedule is None:
        return line.cap_source
    return fees.source_line(_terms(made))[1]


def _terms(made: FeeAssessment) -> fees.FeeTerms:
    return fees.terms_of_schedule(made.schedule, made.kind, made.policy)


def _asked(made: FeeAssessment) -> Inputs:
    try:
        return fees.inputs_for(_terms(made)) if made.schedule else Inputs()
    except Refusal:  # its rule is not installed any more; the pinned steps still stand
        return Inputs()


def _entered(figures: Figures, asked: Inputs) -> list[tuple[str, str]]:
    entered = []
    if figures.base is not None:
        label = asked.base.label if asked.base else _("Base")
        entered.append((str(label), money(Money.nearest(figures.base * 100))))
    if figures.quantity is not None:
        label = asked.quantity.label if asked.quantity else _("Quantity")
        unit = asked.quantity.unit if asked.quantity else ""
        entered.append((str(label), f"{_separated(figures.quantity)} {unit}".strip()))
    labels = {factor.name: factor.label for factor in asked.factors}
    for name, values in figures.factors.items():
        entered.append((str(labels.get(name, name)), ", ".join(map(exact, values))))
    labels = {option.name: option.label for option in asked.options}
    for name in sorted(figures.options):
        count = figures.counts.get(name)
        entered.append((str(labels.get(name, name)), f"× {count}" if count else ""))
    return entered


def _address(line: NoticeLine, figures: Figures) -> str:
    query = {"item": line.item.code}
    if figures.base is not None:
        query["base"] = exact(figures.base)
    if figures.quantity is not None:
        query["quantity"] = exact(figures.quantity)
    for name, values in figures.factors.items():
        query[f"factor_{name}"] = ",".join(map(exact, values))
    for name in figures.options:
        query[f"option_{name}"] = str(figures.counts.get(name, "on"))
    try:
        return f"{reverse('fees:calculator')}?{urlencode(query)}"
    except NoReverseMatch:  # a host without the calculator's pages
        return ""


def _separated(number: Fraction) -> str:
    whole, point, rest = exact(number).partition(".")
    return f"{int(whole):,}{point}{rest}"
