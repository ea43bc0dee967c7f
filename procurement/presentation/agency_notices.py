"""The open notices as one agency sees them: what it may answer, and what is missing elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from agencies.models import Agency

from ..models import Notice, Response
from ..qualification import Shortfall, answerable_by, lapses_before, shortfalls
from .rows import NoticeRow, notice_row

MAY, LACKING = "may", "lacking"


@dataclass(frozen=True, slots=True)
class OpenNotice:
    """An open notice as one agency sees it; nothing is missing where it may answer.

    ``at_risk`` says what the agency holds today and will not hold when the notice closes.
    """

    row: NoticeRow
    missing: list[Shortfall]
    is_invitation: bool
    at_risk: list[str]

    @property
    def to_do(self) -> list[Shortfall]:
        """Return what is missing, once for each different thing to do about it."""
        return list({each.next_step: each for each in self.missing}.values())


def open_to(agency: Agency, *, at: datetime) -> QuerySet[Notice]:
    """Return the open notices that the agency may answer and has not."""
    may = answerable_by(agency, on=timezone.localdate(at))
    return _unanswered(agency, at=at).filter(may)


def closed_to(agency: Agency, *, at: datetime) -> QuerySet[Notice]:
    """Return the open notices for which something is missing."""
    may = answerable_by(agency, on=timezone.localdate(at))
    return _unanswered(agency, at=at).exclude(may)


def with_agency_parts(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return notices with all that ``as_seen_by`` reads, in a fixed number of queries."""
    parts = ("requirements__type", "requirements__min_grade", "avoidances")
    return notices.for_list().prefetch_related(*parts)


def as_seen_by(agency: Agency, notices: Iterable[Notice], *, at: datetime) -> list[OpenNotice]:
    """Return notices fetched ``with_agency_parts`` as the agency sees them."""
    prefetch_related_objects([agency], "services", "credentials__type", "credentials__grade")
    return [_open_notice(agency, each, at=at) for each in notices]


def _unanswered(agency: Agency, *, at: datetime) -> QuerySet[Notice]:
    answered = Response.objects.standing().filter(agency=agency).values("notice")
    return Notice.objects.open_at(at).exclude(pk__in=answered)


def _open_notice(agency: Agency, notice: Notice, *, at: datetime) -> OpenNotice:
    missing = shortfalls(agency, notice, on=timezone.localdate(at))
    closes_on = timezone.localdate(notice.closes_at)
    return OpenNotice(
        notice_row(notice, at=at),
        missing,
        notice.invited == agency.public_id,
        [] if missing else lapses_before(agency, notice, on=closes_on),
    )
