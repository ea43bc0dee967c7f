"""From which figures the caps of the demonstration's notices follow."""

from __future__ import annotations

from fractions import Fraction

from marketplace.fees.domain.figures import Figures
from marketplace.fees.parts import assess, terms_for
from marketplace.kernel.money import Money
from marketplace.models import Hall, ServiceItem
from procurement.models import Project

from .chance import Chance
from .scripts import Script

SCHOOL_AREA = Figures(quantity=Fraction(58_000))  # square metres of floor area
MOST_YUAN = 900_000  # public money above a million belongs elsewhere
FIGURES = {  # by the script's key and the item's code
    ("drawings", "DRW-01"): SCHOOL_AREA,
    ("surveys", "SUR-03"): SCHOOL_AREA,
    ("surveys", "SUR-06"): SCHOOL_AREA,
    ("setting-out", "SUR-02"): Figures(quantity=Fraction(22)),
    ("supervision", "SPV-01"): Figures(base=Fraction(15_200_000)),
    ("municipal", "SPV-02"): Figures(base=Fraction(12_800_000)),
    ("works", "SPV-01"): Figures(base=Fraction(18_000_000)),
    ("impact", "EIA-01"): Figures(
        base=Fraction(320_000_000), factors={"sensitivity": (Fraction("1.2"),)}
    ),
}


LIKE_INVESTMENT = ("CON-", "EIA-")  # codes of items whose base is the whole investment


def figures_of(script: Script, item: ServiceItem, project: Project) -> Figures:
    """Return what is said above, else what is usual for an item whose schedule asks for it."""
    if (script.key, item.code) in FIGURES:
        return FIGURES[script.key, item.code]
    of = item.typical.get("of") if item.fee_schedule else ""
    if of == "quantity":
        return Figures(quantity=_usual(script, item.typical["low"], item.typical["high"]))
    if of != "base":
        return Figures()
    if script.ceilings[item.code] or item.code.startswith(LIKE_INVESTMENT):
        return Figures(base=Fraction(project.investment_minor, 100))
    low, high = item.typical["low_yuan"], item.typical["high_yuan"]
    return Figures(base=_usual(script, low, high))


def ceiling_of(script: Script, item: ServiceItem, figures: Figures, hall: Hall) -> Money:
    """Return what the script says, else a share of the cap or, without one, of the usual price."""
    if script.ceilings[item.code]:
        return Money.of_major(script.ceilings[item.code])
    cap = assess(terms_for(item, hall), figures).cap
    most = min(cap.major if cap is not None else item.typical["high_yuan"], MOST_YUAN)
    share = Chance("ceiling", script.key).between(82, 98)
    return Money.of_major(int(most) * share // 100 // 100 * 100)


def _usual(script: Script, low: int, high: int) -> Fraction:
    """Return a figure from the lower part of what is usual, to two digits."""
    found = low + (high - low) * Chance("figure", script.key).between(10, 70) // 100
    step = 10 ** max(len(str(found)) - 2, 0)
    return Fraction(max(found // step * step, low))
