"""An agency's desk: what it may answer, what it lacks for the others, what it has answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils import timezone

from agencies.models import Agency
from marketplace.slots import Task, tasks_for

from ..models import Award, Notice, Response
from ..qualification import Shortfall, shortfalls
from .phase import Phase, phase_of
from .rows import AwardRow, NoticeRow, award_row, notice_row
from .viewer import OwnAnswer, own_answer

LATEST = 20


@dataclass(frozen=True, slots=True)
class OpenNotice:
    """An open notice as one agency sees it; nothing is missing where it may answer."""

    row: NoticeRow
    missing: list[Shortfall]
    is_invitation: bool

    @property
    def to_do(self) -> list[Shortfall]:
        """Return what is missing, once for each different thing to do about it."""
        return list({each.next_step: each for each in self.missing}.values())


@dataclass(frozen=True, slots=True)
class AnsweredNotice:
    """A notice that the agency has answered, with its own answer."""

    row: NoticeRow
    answer: OwnAnswer
    phase: Phase


@dataclass(frozen=True, slots=True)
class AgencyDesk:
    """Everything on the desk, the most urgent first."""

    agency: Agency
    tasks: list[Task]
    invitations: list[OpenNotice]
    open_to: list[OpenNotice]
    closed_to: list[OpenNotice]
    answers: list[AnsweredNotice]
    wins: list[AwardRow]


def desk_of(agency: Agency, *, at: datetime) -> AgencyDesk:
    """Return the agency's desk, in a number of queries that no notice adds to."""
    prefetch_related_objects([agency], "services", "credentials__type", "credentials__grade")
    found = [_open_notice(agency, each, at=at) for each in _unanswered(agency, at=at)]
    may = [each for each in found if not each.missing]
    return AgencyDesk(
        agency=agency,
        tasks=tasks_for("agency", agency, at=at),
        invitations=[each for each in may if each.is_invitation],
        open_to=[each for each in may if not each.is_invitation],
        closed_to=[each for each in found if each.missing],
        answers=[_answered(agency, each, at=at) for each in _latest_answers(agency)],
        wins=list(_wins(agency)),
    )


def _unanswered(agency: Agency, *, at: datetime) -> Iterable[Notice]:
    answered = Response.objects.standing().filter(agency=agency).values("notice")
    notices = Notice.objects.open_at(at).exclude(pk__in=answered).for_list()
    parts = ("requirements__type", "requirements__min_grade", "avoidances")
    return notices.prefetch_related(*parts).order_by("closes_at", "pk")


def _open_notice(agency: Agency, notice: Notice, *, at: datetime) -> OpenNotice:
    missing = shortfalls(agency, notice, on=timezone.localdate(at))
    return OpenNotice(notice_row(notice, at=at), missing, notice.invited == agency.public_id)


def _latest_answers(agency: Agency) -> Iterable[Response]:
    answers = agency.responses.select_related(
        "notice__owner__organisation", "notice__project__region", "notice__award__winner"
    )
    parts = ("notice__lines__item", "notice__award__skips", "promises__line__item")
    return answers.prefetch_related(*parts).order_by("-received_at", "-pk")[:LATEST]


def _answered(agency: Agency, response: Response, *, at: datetime) -> AnsweredNotice:
    notice = response.notice
    answer = own_answer(response, notice, agency)
    return AnsweredNotice(notice_row(notice, at=at), answer, phase_of(notice, at=at))


def _wins(agency: Agency) -> Iterable[AwardRow]:
    awards = Award.objects.kept_by(agency).order_by("-decided_at")[:LATEST]
    keys = [award.notice_id for award in awards]
    notices = Notice.objects.filter(pk__in=keys).decided().for_list()
    return (award_row(notice) for notice in notices.order_by("-award__decided_at"))
