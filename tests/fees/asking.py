"""How the tests ask the shipped schedules, in units of ten thousand yuan where it is printed so."""

from fractions import Fraction

from marketplace.fees.data import shipped_schedules
from marketplace.fees.domain.figures import Assessment, Figures
from marketplace.fees.domain.rule import FeeRule
from marketplace.fees.registry import fee_rules

WAN = 10_000
PARAMS = {row["key"]: row["params"] for row in shipped_schedules()}
RULE_OF = {row["key"]: row["rule"] for row in shipped_schedules()}


def rule_of(schedule: str) -> FeeRule:
    return fee_rules.get(RULE_OF[schedule])()


def figures(base=None, *, quantity=None, options=(), counts=None, **factors) -> Figures:
    """Return figures; factors as text, as in ``altitude="1.1", additional=["1.1", "1.2"]``."""
    return Figures(
        base=None if base is None else Fraction(base),
        quantity=None if quantity is None else Fraction(quantity),
        factors={
            name: tuple(Fraction(each) for each in (value if isinstance(value, list) else [value]))
            for name, value in factors.items()
        },
        options=frozenset(options),
        counts=counts or {},
    )


def ask(schedule: str, kind: str = "", base=None, **entered) -> Assessment:
    """Return what a shipped schedule says to a base in yuan."""
    return rule_of(schedule).assess(PARAMS[schedule], kind, figures(base, **entered))


def wan(schedule: str, kind: str, base, **entered) -> Assessment:
    """Return what a shipped schedule says to a base in ten thousand yuan."""
    return ask(schedule, kind, Fraction(base) * WAN, **entered)


def in_wan(amount) -> Fraction | None:
    """Return exact yuan in ten thousands."""
    return None if amount is None else amount / WAN


def notes(assessment: Assessment) -> str:
    """Return the labels of the steps that only say something."""
    return "\n".join(str(step.label) for step in assessment.steps if step.rate is None)
