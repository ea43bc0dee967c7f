"""How a hall and its rules are told in the record."""

from __future__ import annotations

from ..models import Hall, HallRules

NAMES = ("code", "name_zh", "name_en", "city_zh", "city_en")
RULES = (
    "currency",
    "min_answers_public",
    "min_answers_private",
    "purchase_threshold_minor",
    "direct_limit_minor",
    "window_min_hours",
    "window_max_days",
    "acceptance_days",
    "publicity_days",
    "reviews_notices",
    "review_days",
    "overdue_review",
    "vetting_days",
    "overdue_vetting",
    "result_publicity_days",
    "comparison_publicity_days",
    "confirmation_days",
    "contract_days",
    "contract_limit_days",
    "filing_days",
    "delivery_check_days",
    "delivery_grace_days",
    "yellow_percent",
)


def hall_facts(hall: Hall) -> dict[str, object]:
    """Return a hall's names, as its first event tells them."""
    return {name: getattr(hall, name) for name in NAMES}


def rules_facts(rules: HallRules) -> dict[str, object]:
    """Return one version of the rules, amounts in fen."""
    facts = {name.replace("_minor", "_fen"): getattr(rules, name) for name in RULES}
    return {"version": rules.version} | facts
