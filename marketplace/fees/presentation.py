"""What the calculator shows: a result in figures, and the curve as chart and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import Hall, ServiceItem
from marketplace.notation import in_chinese, money
from marketplace.slots import Panel

from . import parts
from .chart import Chart, Place, draw
from .domain.exact import exact
from .domain.figures import Figures
from .formfields import FeeInputsForm
from .templatetags.fees import rounded_text

CURVE_POINTS = 16
SAME = Fraction(1)  # yuan: what lies this close to the row before needs no row
SCALES_ZH = ((10**8, "亿"), (10**4, "万"), (1, ""))
SCALES_EN = ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (1, ""))


@dataclass(frozen=True, slots=True)
class Scale:
    """In what an axis counts: a divisor and its word, so that labels stay short."""

    divisor: int
    word: str

    def write(self, value: Fraction) -> str:
        """Return a value on the axis; a decimal always ends, as the marks are round."""
        text = exact(value / self.divisor)
        whole, point, rest = (text if "/" not in text else "0").partition(".")
        return f"{int(whole):,}{point}{rest}"

    def unit(self, unit: str) -> str:
        """Return the unit with the scale's word before it."""
        return f"{self.word}{unit}" if in_chinese() else f"{self.word} {unit}".strip()


@dataclass(frozen=True, slots=True)
class Label:
    """A mark of an axis with its words."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Curve:
    """The chart with its words, and the same values as rows of a table."""

    chart: Chart
    x_labels: list[Label]
    y_labels: list[Label]
    x_head: str
    x_unit: str
    y_unit: str
    own_label: str
    rows: list[tuple[str, Money | None, Money | None, bool]]


@dataclass(frozen=True, slots=True)
class Example:
    """What an item would cost at most at a usual base or quantity, and where to compute it."""

    figure: str
    assessed: parts.Assessed
    query: dict[str, str]


def curve_of(assessed: parts.Assessed) -> Curve | None:
    """Return the curve around a result; None where the schedule has none to draw."""
    inputs = parts.inputs_for(assessed.terms)
    asked = inputs.base or inputs.quantity
    if asked is None:
        return None
    own = _own_place(assessed)
    sampled = parts.curve(assessed.terms, assessed.figures, points=CURVE_POINTS)
    points = [tuple(None if each is None else Fraction(each) for each in row) for row in sampled]
    chart = draw(points, own=own)
    if chart is None:
        return None
    across, up = _scale([mark.value for mark in chart.x_marks]), _yuan_scale(chart)
    return Curve(
        chart=chart,
        x_labels=[Label(mark.at, across.write(mark.value)) for mark in chart.x_marks],
        y_labels=[Label(mark.at, up.write(mark.value)) for mark in chart.y_marks],
        x_head=f"{asked.label} ({asked.unit})",
        x_unit=f"{asked.label} ({across.unit(str(asked.unit))})",
        y_unit=up.unit(_("yuan")),
        own_label=_own_label(assessed),
        rows=_rows(points, own),
    )


def example_of(item: ServiceItem, hall) -> Example | None:
    """Return an item's cap at its usual high figure; None where nothing is said to be usual.

    A schedule that is missing or refuses the usual figure gives no example either.
    """
    typical = item.typical
    try:
        terms = parts.terms_for(item, hall)
        inputs = parts.inputs_for(terms)
        if inputs.base is not None and typical.get("of") == "base":
            given = Fraction(typical["high_yuan"])
            figures, name = Figures(base=given), "base"
            said = f"{inputs.base.label} {money(Money(typical['high_yuan'] * 100))}"
        elif inputs.quantity is not None and typical.get("of") == "quantity":
            given = Fraction(typical["high"])
            figures, name = Figures(quantity=given), "quantity"
            said = f"{typical['high']:,} {inputs.quantity.unit}"
        else:
            return None
        return Example(said, parts.assess(terms, figures), {"item": item.code, name: exact(given)})
    except Refusal:
        return None


def item_cap_panel(item: ServiceItem) -> list[Panel]:
    """Return what an item's page says of a cap that follows from a schedule.

    Nothing where the schedule is missing, or this room has no pages on the site.
    """
    hall = Hall.objects.order_by("pk").first()
    try:
        terms, address = parts.terms_for(item, hall), reverse("fees:calculator")
    except (Refusal, NoReverseMatch):
        return []
    example = example_of(item, hall)
    context = {
        "terms": terms,
        "source": source_of(terms),
        "example": example,
        "example_url": f"{address}?{urlencode(example.query)}" if example else "",
        "calculator_url": f"{address}?{urlencode({'item': item.code})}",
        "address": address,
        "form": FeeInputsForm(terms=terms),
    }
    return [Panel("fees/panels/item_cap.html", context)]


def source_of(terms: parts.FeeTerms) -> str:
    """Return whose figure it is, and that it is no law, in the reader's language."""
    chinese, english = parts.source_line(terms)
    return chinese if in_chinese() else english


def _own_place(assessed: parts.Assessed) -> Place | None:
    figures = assessed.figures
    at = figures.base if figures.base is not None else figures.quantity
    return None if at is None else (at, _yuan(assessed.cap), _yuan(assessed.floor))


def _own_label(assessed: parts.Assessed) -> str:
    if assessed.cap is not None:
        return _("your cap: %(amount)s") % {"amount": money(assessed.cap)}
    if assessed.floor is not None:
        return _("your floor: %(amount)s") % {"amount": money(assessed.floor)}
    return _("no figure here")


def _rows(points: Sequence[Place], own: Place | None) -> list:
    """Return the rows of the table: each point, but not the fen after an edge without a jump."""
    rows, before = [], None
    for place in points:
        is_own = own is not None and place[0] == own[0]
        if is_own or before is None or not _is_close(before, place):
            rows.append((_number(place[0]), _money(place[1]), _money(place[2]), is_own))
        before = place
    return rows


def _is_close(before: Place, place: Place) -> bool:
    return all(
        first == second or (None not in (first, second) and abs(first - second) < SAME)
        for first, second in zip(before, place, strict=True)
    )


def _scale(values: Sequence[Fraction]) -> Scale:
    top = max(values)
    known = SCALES_ZH if in_chinese() else SCALES_EN
    return Scale(*next(scale for scale in known if top >= scale[0] or scale[0] == 1))


def _yuan_scale(chart: Chart) -> Scale:
    return _scale([mark.value for mark in chart.y_marks])


def _yuan(amount: Money | None) -> Fraction | None:
    return None if amount is None else Fraction(amount.minor, 100)


def _money(yuan: Fraction | None) -> Money | None:
    return None if yuan is None else Money.nearest(yuan * 100)


def _number(value: Fraction) -> str:
    return rounded_text(value)
