"""A hall's rules and calendar as everybody may read them, and what each version changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .calendar import of_hall, unpublished_warning, unpublished_years
from .models import Hall, HallRules
from .notation import money

A_YEAR = timedelta(days=365)
CHAPTERS = [
    (
        gettext_lazy("Money and answers"),
        (
            "min_answers_public",
            "min_answers_private",
            "purchase_threshold_minor",
            "direct_limit_minor",
        ),
    ),
    (
        gettext_lazy("Review and vetting"),
        (
            "reviews_notices",
            "review_days",
            "overdue_review",
            "vetting_days",
            "overdue_vetting",
            "publicity_days",
        ),
    ),
    (
        gettext_lazy("Answering a notice"),
        ("window_min_hours", "window_max_days", "acceptance_days"),
    ),
    (
        gettext_lazy("From the result to the contract"),
        (
            "result_publicity_days",
            "comparison_publicity_days",
            "confirmation_days",
            "contract_days",
            "contract_limit_days",
            "filing_days",
        ),
    ),
    (
        gettext_lazy("The service"),
        ("delivery_check_days", "delivery_grace_days", "yellow_percent"),
    ),
]
TOLD = tuple(name for _title, names in CHAPTERS for name in names)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in words; ``before`` is what the version before said, where it is shown."""

    label: str
    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str | Promise
    rules: list[Rule]


@dataclass(frozen=True, slots=True)
class Version:
    """An adopted version and what it changed; the first one changed nothing."""

    number: int
    adopted_at: datetime
    changes: list[Rule]


def chapters(rules: HallRules) -> list[Chapter]:
    """Return all rules of a version, in chapters."""
    return [
        Chapter(title, [Rule(_label(name), in_words(rules, name)) for name in names])
        for title, names in CHAPTERS
    ]


def versions(hall: Hall) -> list[Version]:
    """Return every version with what it changed, the newest first."""
    found, before = [], None
    for rules in hall.rule_versions.order_by("version"):
        found.append(Version(rules.version, rules.adopted_at, _changes(before, rules)))
        before = rules
    return found[::-1]


def in_words(rules: HallRules, name: str) -> str:
    """Return what a version says of one rule; its label has the unit."""
    value = getattr(rules, name)
    if name.endswith("_minor"):
        return money(getattr(rules, name.removesuffix("_minor")))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    field = rules._meta.get_field(name)
    return str(dict(field.flatchoices)[value]) if field.choices else str(value)


def _changes(before: HallRules | None, rules: HallRules) -> list[Rule]:
    if before is None:
        return []
    return [
        Rule(_label(name), in_words(rules, name), in_words(before, name))
        for name in TOLD
        if getattr(before, name) != getattr(rules, name)
    ]


def _label(name: str) -> str:
    return str(HallRules._meta.get_field(name).verbose_name)


def coming_year(hall: Hall, today: date) -> dict:
    """Return what a page shows of a hall's calendar for the coming year."""
    calendar = of_hall(hall)
    return {
        "own_days": [row for _day, row in sorted(calendar.said.items()) if row.day >= today],
        "special_days": calendar.special_days(today, today + A_YEAR),
        "warning": unpublished_warning(unpublished_years(today, today + A_YEAR)),
    }
