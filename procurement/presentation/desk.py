"""An agency's desk: what waits for it, what it may answer, what it lacks, what it has answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from agencies.models import Agency
from marketplace.slots import Task, tasks_for

from ..models import Award, Notice, Response
from .agency_notices import OpenNotice, as_seen_by, closed_to, open_to, with_agency_parts
from .phase import Phase, phase_of
from .rows import AwardRow, NoticeRow, award_rows_of, notice_row
from .viewer import OwnAnswer, own_answer

FEW, LATEST = 5, 10
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class AnsweredNotice:
    """A notice that the agency has answered, with its own answer."""

    row: NoticeRow
    answer: OwnAnswer
    phase: Phase


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """What an agency has to show for itself: its offer, and the last twelve months."""

    services: int
    credentials: int
    answers: int
    wins: int


@dataclass(frozen=True, slots=True)
class AgencyDesk:
    """Everything on the desk, the most urgent first; long lists begin here and go on elsewhere."""

    agency: Agency
    tasks: list[Task]
    open_to: list[OpenNotice]
    open_count: int
    closed_to: list[OpenNotice]
    closed_count: int
    answers: list[AnsweredNotice]
    answer_count: int
    wins: list[AwardRow]
    figures: OwnFigures


def desk_of(agency: Agency, *, at: datetime) -> AgencyDesk:
    """Return the agency's desk, in a number of queries that no notice adds to."""
    may, lacking = open_to(agency, at=at), closed_to(agency, at=at)
    answers = answers_of(agency)
    return AgencyDesk(
        agency=agency,
        tasks=tasks_for("agency", agency, at=at),
        open_to=_first(agency, may, at=at),
        open_count=may.count(),
        closed_to=_first(agency, lacking, at=at) if agency.is_listed() else [],
        closed_count=lacking.count() if agency.is_listed() else 0,
        answers=answered(agency, answers[:FEW], at=at),
        answer_count=answers.count(),
        wins=won_by(agency)[:LATEST],
        figures=_figures(agency, at=at),
    )


def answers_of(agency: Agency) -> QuerySet[Response]:
    """Return the agency's answers, the newest first, with all that a row shows."""
    answers = agency.responses.select_related(
        "notice__owner__organisation", "notice__project__region", "notice__award__winner"
    )
    parts = ("notice__lines__item", "notice__award__skips", "promises__line__item")
    return answers.prefetch_related(*parts).order_by("-received_at", "-pk")


def answered(agency: Agency, answers: Iterable[Response], *, at: datetime) -> list[AnsweredNotice]:
    """Return answers fetched by ``answers_of`` as rows."""
    return [
        AnsweredNotice(
            notice_row(each.notice, at=at),
            own_answer(each, each.notice, agency),
            phase_of(each.notice, at=at),
        )
        for each in answers
    ]


def won_by(agency: Agency) -> list[AwardRow]:
    """Return what the agency won or took over, the newest first."""
    awards = Award.objects.kept_by(agency).order_by("-decided_at")[:LATEST]
    keys = [award.notice_id for award in awards]
    notices = Notice.objects.filter(pk__in=keys).decided().for_list()
    return award_rows_of(agency, notices.order_by("-award__decided_at"))


def _first(agency: Agency, notices: QuerySet[Notice], *, at: datetime) -> list[OpenNotice]:
    nearest = with_agency_parts(notices).order_by("closes_at", "pk")[:FEW]
    return as_seen_by(agency, nearest, at=at)


def _figures(agency: Agency, *, at: datetime) -> OwnFigures:
    year = Q(received_at__gte=at - YEAR, withdrawn_at=None)
    answers = agency.responses.aggregate(count=Count("pk", filter=year))["count"]
    today = timezone.localdate(at)
    return OwnFigures(
        services=agency.services.active().count(),
        credentials=agency.credentials.valid_on(today).count(),
        answers=answers,
        wins=Award.objects.kept_by(agency).filter(decided_at__gte=at - YEAR).count(),
    )
