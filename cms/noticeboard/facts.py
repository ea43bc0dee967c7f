"""What of a notice binds, as the record has it now; its page shows it and holds none of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from marketplace.models import LogLeaf
from procurement.models import Notice, NoticeLine


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Where the publication of a notice stands in the public log, and under which hash."""

    index: int
    leaf_hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BindingLine:
    """One service of a notice, and what the catalogue says of it today where that differs."""

    line: NoticeLine
    days_today: int | None
    cap_today: object | None


def fingerprint_of(notice: Notice) -> Fingerprint | None:
    """Return the fingerprint of the published terms; none until the clock has ordered them."""
    published = LogLeaf.objects.filter(
        event__stream=notice.stream, event__kind="notice.published"
    ).select_related("event")
    leaf = published.first()
    return leaf and Fingerprint(leaf.index, leaf.leaf_hash, leaf.event.at)


def binding_lines(notice: Notice) -> list[BindingLine]:
    """Return the services of a notice with what it promised, in one query."""
    return [_compared(line) for line in notice.lines.select_related("item").order_by("place")]


def days_asked(notice: Notice, lines: Iterable[BindingLine]) -> int:
    """Return in how many working days all of it is to be done."""
    days = [each.line.required_days or each.line.standard_days for each in lines]
    return sum(days) if notice.lines_in_sequence else max(days, default=0)


def _compared(line: NoticeLine) -> BindingLine:
    item = line.item
    is_priced = line.assessment_id is None  # a schedule's cap is of these figures, not of the item
    return BindingLine(
        line,
        days_today=item.standard_days if item.standard_days != line.standard_days else None,
        cap_today=item.cap if is_priced and item.cap_minor != line.cap_minor else None,
    )
