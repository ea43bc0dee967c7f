"""What the services of a whole project may cost at most, for the figures of an example."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from marketplace.charts import ProjectChart
from marketplace.formfields import AmountField
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import Hall, ProjectType, ServiceItem
from marketplace.notation import in_chinese
from marketplace.slots import Panel

from . import parts
from .domain.entry import LARGEST_BASE
from .domain.exact import exact
from .domain.figures import FEN, Figures
from .parts.terms import CHINESE, ENGLISH

APART = re.compile(r"[^a-z0-9]+")
LETTERS = re.compile(r"\W+")
Bases = Mapping[str, Money | None]


@dataclass(frozen=True, slots=True)
class AskedBase:
    """A figure from which several caps follow, with what would be a usual one."""

    key: str
    label: str
    example: Money | None


@dataclass(frozen=True, slots=True)
class CostLine:
    """One service that the project may have to buy, with its cap or why there is none.

    ``why`` is empty for a cap, else ``market``, ``quantity`` (a figure of its own is needed),
    ``base`` (its figure was not entered) or ``none`` (the schedule has no figure there).
    """

    item: ServiceItem
    cap: Money | None
    why: str = ""
    url: str = ""


@dataclass(frozen=True)
class ProjectCosts:
    """The caps of a project's services, line by line and together."""

    lines: list[CostLine]
    bases: list[AskedBase]

    @property
    def least(self) -> Money:
        """Return the sum of the caps of what every such project needs."""
        required = ServiceItem.Duty.REQUIRED
        return _sum(line.cap for line in self.lines if line.item.duty == required)

    @property
    def most(self) -> Money:
        """Return the sum of all caps, as if every condition held."""
        return _sum(line.cap for line in self.lines)

    def headlines(self) -> dict[str, tuple[str, str]]:
        """Return both sums as headline figures, each with its unit."""
        return {name: _headline(getattr(self, name)) for name in ("least", "most")}

    @property
    def capped(self) -> list[CostLine]:
        return [line for line in self.lines if line.cap]

    @property
    def open(self) -> list[CostLine]:
        """Return the lines that the sums leave out."""
        return [line for line in self.lines if not line.cap]


class BasesForm(forms.Form):
    """The figures of a project; what is left empty is left out of the sums."""

    use_required_attribute = False

    def __init__(self, data=None, *, bases: Iterable[AskedBase]):
        super().__init__(data, initial={base.key: base.example for base in bases})
        largest = Money(int(LARGEST_BASE * FEN))
        for base in bases:
            self.fields[base.key] = AmountField(
                label=base.label[:1].upper() + base.label[1:],
                required=False,
                minimum=Money(1),
                maximum=largest,
            )


def asked_bases(chart: ProjectChart, hall: Hall | None) -> list[AskedBase]:
    """Return the figures from which caps of a project follow, each with a usual one."""
    found: dict[str, tuple[str, list[int]]] = {}
    for item, terms in _terms(chart, hall):
        base = parts.inputs_for(terms).base
        if base is None:
            continue
        _label, usual = found.setdefault(_key(terms), (str(base.label), []))
        if item.typical.get("of") == "base":
            usual.append(item.typical["high_yuan"])
    return [
        AskedBase(key, label, Money(min(usual) * FEN) if usual else None)
        for key, (label, usual) in found.items()
    ]


def costs_of(chart: ProjectChart, hall: Hall | None, bases: Bases | None = None) -> ProjectCosts:
    """Return the caps of what a project buys; without ``bases`` for the usual figures."""
    asked = asked_bases(chart, hall)
    given = {each.key: each.example for each in asked} if bases is None else bases
    lines = [_line(item, terms, given, chart.project_type) for item, terms in _terms(chart, hall)]
    return ProjectCosts(lines, asked)


def costs_panel(chart: ProjectChart) -> list[Panel]:
    """Return what a project type's page says of its costs; nothing without pages of fees."""
    hall = Hall.objects.order_by("pk").first()
    try:
        address = reverse("fees:project_costs", args=[chart.project_type.code])
    except NoReverseMatch:
        return []
    costs = costs_of(chart, hall)
    if not costs.capped:
        return []
    context = {"costs": costs, "address": address, "form": BasesForm(bases=costs.bases)}
    return [Panel("fees/panels/project_costs.html", context, order=40)]


def _terms(chart: ProjectChart, hall: Hall | None) -> list[tuple[ServiceItem, parts.FeeTerms]]:
    """Return the services that are bought, each once, with their terms."""
    lines = [line for stage in chart.stages for line in stage.lines if not line.barred]
    items = {line.item.pk: line.item for line in lines}
    terms = parts.terms_of_items(items.values(), hall)
    return [
        (item, terms[key]) for key, item in items.items() if key in terms and _speaks(terms[key])
    ]


def _speaks(terms: parts.FeeTerms) -> bool:
    """Return whether the rule that the terms rest on is installed and understands them."""
    try:
        parts.inputs_for(terms)
    except Refusal:
        return False
    return True


def _line(item: ServiceItem, terms, given: Bases, project_type: ProjectType) -> CostLine:
    if terms.schedule is None:
        return CostLine(item, terms.cap, "" if terms.cap else "market")
    inputs, query = parts.inputs_for(terms), {"item": item.code}
    if inputs.base is None:
        return CostLine(item, None, "quantity", _calculator(query))
    base = given.get(_key(terms))
    if base is None:
        return CostLine(item, None, "base", _calculator(query))
    factors = _factors(terms, project_type)
    figures = Figures(base=Fraction(base.minor, FEN), factors=factors)
    query |= {"base": f"{base.major:f}"}
    query |= {f"factor_{name}": exact(value) for name, (value,) in factors.items()}
    try:
        cap = parts.assess(terms, figures).cap
    except Refusal:
        cap = None
    return CostLine(item, cap, "" if cap else "none", _calculator(query))


def _factors(terms, project_type: ProjectType) -> dict[str, tuple[Fraction, ...]]:
    """Return the factors of a schedule that hold for such projects, as the catalogue says."""
    said = project_type.fee_factors.get(terms.schedule.key, {})
    wanted = {name.removesuffix("_factor"): _letters(choice) for name, choice in said.items()}
    with translation.override(CHINESE):
        inputs = parts.inputs_for(terms)
        return {
            factor.name: (choice.value,)
            for factor in inputs.factors
            for choice in factor.choices
            if wanted.get(factor.name) == _letters(str(choice.label))
        }


def _key(terms) -> str:
    """Return the name by which an address calls a base, the same in both languages."""
    with translation.override(ENGLISH):
        label = str(parts.inputs_for(terms).base.label)
    return APART.sub("_", label.lower()).strip("_") or "base"


def _letters(text: str) -> str:
    return LETTERS.sub("", text)


def _calculator(query: Mapping[str, str]) -> str:
    return f"{reverse('fees:calculator')}?{urlencode(query)}"


def _headline(amount: Money) -> tuple[str, str]:
    unit = "元" if in_chinese() and amount.currency == "CNY" else amount.currency
    return f"{amount.major:,.2f}".removesuffix(".00"), unit


def _sum(caps: Iterable[Money | None]) -> Money:
    return Money(sum(cap.minor for cap in caps if cap))
