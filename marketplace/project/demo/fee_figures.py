"""From which figures the caps of the demonstration's notices follow."""

from __future__ import annotations

from fractions import Fraction

from marketplace.fees.domain.figures import Figures
from marketplace.models import ServiceItem
from procurement.models import Project

SCHOOL_AREA = Figures(quantity=Fraction(58_000))  # square metres of floor area
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


def figures_of(script_key: str, item: ServiceItem, project: Project) -> Figures:
    """Return what is said above, else the investment where a schedule asks for a base."""
    if (script_key, item.code) in FIGURES:
        return FIGURES[script_key, item.code]
    if item.fee_schedule and item.typical.get("of") == "base":
        return Figures(base=Fraction(project.investment_minor, 100))
    return Figures()
