"""What the steps of the wizard show beside their forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from django.forms import BoundField
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import ServiceItem
from marketplace.notation import in_chinese, money
from marketplace.purchasable import why_not_purchasable

from ..models import Notice
from ..modes.registry import mode_choices
from ..qualification import asked_for


class Step(StrEnum):
    """The steps of the wizard; each is a page of its own."""

    SERVICES = "services"
    TERMS = "terms"
    MODE = "mode"
    REVIEW = "review"


STEP_TITLES = {
    Step.SERVICES: _("Project and services"),
    Step.TERMS: _("Ceiling and days"),
    Step.MODE: _("Mode of selection"),
    Step.REVIEW: _("Check and publish"),
}


def step_url(step: Step, notice: Notice) -> str:
    """Return the address of a step for a draft."""
    return reverse(f"procurement:wizard_{step.value}", args=[notice.public_id])


def next_step(notice: Notice) -> Step:
    """Return the first step that a draft still lacks; the review when it lacks none."""
    lines = list(notice.lines.all())
    if not lines:
        return Step.SERVICES
    if any(line.ceiling_minor is None or line.required_days is None for line in lines):
        return Step.TERMS
    installed = notice.mode_key in dict(mode_choices())
    if not installed or (notice.mode.is_competitive and notice.closes_at is None):
        return Step.MODE
    return Step.REVIEW


def progress(now: Step, notice: Notice | None = None) -> list[dict]:
    """Return the steps for the progress component: those done, this one, those to come."""
    order = list(Step)
    reached = order.index(next_step(notice)) if notice else 0
    steps = []
    for place, step in enumerate(order):
        status = "now" if step is now else "done" if place < reached else ""
        known = notice is not None and place <= reached
        url = step_url(step, notice) if known else ""
        steps.append({"title": STEP_TITLES[step], "status": status, "url": url})
    return steps


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service of the catalogue, and why it may not be bought where that is so."""

    item: ServiceItem
    closed: Refusal | None
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """The services of one stage."""

    label: str | Promise
    rows: list[ServiceRow]


def service_rows(
    items: Iterable[ServiceItem], *, ticked: Collection[str], on: date
) -> list[ServiceRow]:
    """Return the services as rows of the first step."""
    return [ServiceRow(item, why_not_purchasable(item, on), item.code in ticked) for item in items]


def shelves(rows: Iterable[ServiceRow]) -> list[Shelf]:
    """Return the rows by stage, in the order in which a project goes through the stages."""
    stages = list(ServiceItem.Stage)
    ordered = sorted(rows, key=lambda row: (stages.index(row.item.stage), row.item.code))
    return [
        Shelf(ServiceItem.Stage(stage).label, list(found))
        for stage, found in groupby(ordered, key=lambda row: row.item.stage)
    ]


@dataclass(frozen=True, slots=True)
class LineRow:
    """One service in the second step, with its two fields and what its cap needs."""

    item: ServiceItem
    typical: str
    ceiling: BoundField
    days: BoundField
    fees: object


def line_rows(form) -> list[LineRow]:
    """Return the lines of a form of terms as rows."""
    return [
        LineRow(line.item, typical_words(line.item), ceiling, days, fees)
        for line, ceiling, days, fees in form.line_fields()
    ]


def typical_words(item: ServiceItem) -> str:
    """Return what is usual for a service: a price, or the figure from which a price follows."""
    typical = item.typical
    suffix = "zh" if in_chinese() else "en"
    if typical.get("of") == "quantity":
        low, high = f"{typical['low']:,}", f"{typical['high']:,}"
        unit = typical[f"unit_{suffix}"]
        return _("%(low)s to %(high)s %(unit)s") % {"low": low, "high": high, "unit": unit}
    if typical.get("of") not in ("fee", "base"):
        return ""
    words = {
        "low": money(typical["low_yuan"] * 100),
        "high": money(typical["high_yuan"] * 100),
        "base": typical.get(f"base_{suffix}", ""),
    }
    if typical["of"] == "fee":
        return _("a price from %(low)s to %(high)s") % words
    return _("%(base)s from %(low)s to %(high)s") % words


def catalogue_credentials(notice: Notice) -> list[str]:
    """Return what the services of a draft ask for by themselves, a phrase for each group."""
    rows = [row for row in notice.requirements.all() if row.line_id]
    rows.sort(key=lambda row: (row.group, row.pk))
    return [asked_for(group) for _number, group in groupby(rows, key=lambda row: row.group)]
