"""What a reviewer sees of the clock of each review, and of earlier returns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.models import Event

from ..models import Notice


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A notice in review with its lamp: red once its time is over."""

    notice: Notice
    lamp: str
    words: str | Promise


@dataclass(frozen=True, slots=True)
class Returned:
    """An earlier return: when, and what was asked for."""

    at: datetime
    reason: str


def review_rows(notices: Iterable[Notice], *, at: datetime) -> list[ReviewRow]:
    """Return the notices as rows of the queue."""
    return [ReviewRow(notice, *_lamp(notice, at)) for notice in notices]


def _lamp(notice: Notice, at: datetime) -> tuple[str, str | Promise]:
    if not notice.is_in_review():
        return "idle", _("decided")
    if notice.review_escalated_at:
        return "stop", _("overdue, the regulator was told")
    if notice.review_by <= at:
        return "stop", _("overdue")
    return "warn", _("waits")


def returns_of(notice: Notice) -> list[Returned]:
    """Return how often and why the notice was returned, the newest first."""
    events = Event.objects.of(notice.stream).filter(kind="notice.returned")
    told = events.select_related("private").reverse()
    return [Returned(event.at, event.private.facts.get("reason", "")) for event in told]
