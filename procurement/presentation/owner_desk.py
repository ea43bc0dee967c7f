"""An owner's desk: what waits for it, what runs, what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marketplace.slots import Task, tasks_for

from ..domain.lifecycle import ENDED_WITHOUT_AWARD, State
from ..eligibility import FAILURES_NEEDED
from ..models import Notice, Owner, Project
from ..models.project import WHOLE_BP
from ..outlook import is_close_too_near
from .outcome import EXHAUSTED
from .owner_figures import OwnerFigures, figures_of
from .owner_queue import check_by
from .phase import Phase, phase_of
from .rows import AwardRow, NoticeRow, award_row, notice_row
from .wizard import STEP_TITLES, Step, next_step, step_url

LATEST, MOST = 10, 50
NEWS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, and the step at which it goes on."""

    notice: Notice
    step: Step
    url: str

    @property
    def step_title(self) -> str | Promise:
        return _("See it") if self.notice.is_in_review() else STEP_TITLES[self.step]


@dataclass(frozen=True, slots=True)
class Failed:
    """A notice without an award, and what the owner may do now."""

    notice: Notice
    reason: str | Promise
    allows_direct: bool
    successor: Notice | None

    @property
    def again_url(self) -> str:
        return again_url(self.notice)


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project with where its money comes from and how many notices it has."""

    project: Project
    funds: list[tuple[str | Promise, str]]
    notices: int

    @property
    def begin_url(self) -> str:
        return begin_url(self.project)


@dataclass(frozen=True, slots=True)
class OwnerDesk:
    """Everything on the desk; never how many have answered an open notice."""

    owner: Owner
    tasks: list[Task]
    drafts: list[Draft]
    open: list[NoticeRow]
    selecting: list[NoticeRow]
    results: list[AwardRow]
    failed: list[Failed]
    projects: list[ProjectRow]
    figures: OwnerFigures
    check_by: datetime | None
    news_since: datetime


def desk_of(owner: Owner, *, at: datetime) -> OwnerDesk:
    """Return the owner's desk, in a number of queries that no notice adds to."""
    rules = owner.hall.rules
    drafts = [draft_row(each) for each in _listed(owner.notices.drafts(), "-pk")]
    running = [notice_row(each, at=at) for each in _listed(_running(owner), "closes_at", "pk")]
    decided = _listed(owner.notices.decided(), "-award__decided_at")[:LATEST]
    results = [award_row(each) for each in decided]
    failed = failed_rows(owner)
    return OwnerDesk(
        owner=owner,
        tasks=[
            *tasks_for("owner", owner, at=at),
            *(_again(each) for each in failed if each.successor is None),
            *(task for each in drafts if (task := _of_draft(each, rules, at=at))),
        ],
        drafts=drafts,
        open=[row for row in running if phase_of(row.notice, at=at) == Phase.OPEN],
        selecting=[row for row in running if phase_of(row.notice, at=at) == Phase.SELECTING],
        results=results,
        failed=failed,
        projects=[project_row(each) for each in projects_of(owner)[:LATEST]],
        figures=figures_of(owner),
        check_by=check_by(owner, days=rules.vetting_days),
        news_since=at - NEWS,
    )


def begin_url(project: Project) -> str:
    """Return where a notice for a project is begun."""
    return f"{reverse('procurement:wizard_begin')}?project={project.public_id}"


def again_url(notice: Notice) -> str:
    """Return where a notice for the same work is begun."""
    return f"{reverse('procurement:wizard_begin')}?follows={notice.public_id}"


def draft_row(notice: Notice) -> Draft:
    """Return a draft with the step it lacks."""
    step = next_step(notice)
    return Draft(notice, step, step_url(step, notice))


def failed_rows(owner: Owner) -> list[Failed]:
    """Return the latest failed notices, and whether two failures lie behind their work."""
    notices = _listed(owner.notices.filter(state=State.FAILED.value), "-closes_at")
    earlier = {pk: (follows, state) for pk, follows, state in _chains(owner)} if notices else {}
    successors = {
        each.follows_id: each
        for each in owner.notices.filter(follows__in=notices).exclude(
            published_at=None, state=State.CANCELLED.value
        )
    }
    return [
        Failed(
            notice=notice,
            reason=_why(notice),
            allows_direct=_failures(notice.pk, earlier) >= FAILURES_NEEDED,
            successor=successors.get(notice.pk),
        )
        for notice in notices
    ]


def notice_rows(notices: Iterable[Notice], *, at: datetime) -> list[NoticeRow]:
    """Return published notices as rows of a list."""
    return [notice_row(each, at=at) for each in notices]


def projects_of(owner: Owner) -> QuerySet[Project]:
    """Return the owner's projects, the newest first, with all that their rows show."""
    published = Count("notices", filter=~Q(notices__published_at=None))
    found = owner.projects.select_related("region").prefetch_related("funds")
    return found.annotate(notice_count=published).order_by("-pk")


def project_row(project: Project) -> ProjectRow:
    """Return one of ``projects_of`` as a row."""
    funds = sorted(project.funds.all(), key=lambda fund: -fund.share_bp)
    return ProjectRow(
        project=project,
        funds=[(fund.get_kind_display(), _percent(fund.share_bp)) for fund in funds],
        notices=project.notice_count,
    )


def _percent(basis_points: int) -> str:
    return f"{basis_points / WHOLE_BP:.2%}".replace(".00%", "%")


def _running(owner: Owner) -> QuerySet[Notice]:
    states = (State.OPEN, State.CLOSED, State.SELECTING)
    return owner.notices.filter(state__in=[state.value for state in states])


def _listed(notices: QuerySet[Notice], *order: str) -> list[Notice]:
    return list(notices.for_list().order_by(*order)[:MOST])


def _chains(owner: Owner) -> Iterable[tuple]:
    return owner.notices.values_list("pk", "follows_id", "state")


def _failures(pk: int | None, earlier: dict) -> int:
    count = 0
    while pk is not None:
        pk, state = earlier[pk]
        if state not in ENDED_WITHOUT_AWARD:
            break
        count += state == State.FAILED.value
    return count


def _why(notice: Notice) -> str:
    if notice.failure == "no_answers":
        return _("Nobody answered validly.")
    if notice.failure == EXHAUSTED:
        return _("Every agency in the ranking has fallen away.")
    return _("Too few answered validly: %(needed)d were needed.") % {"needed": notice.min_answers}


def _again(failed: Failed) -> Task:
    ways = _("Publish it again: its services and terms are taken over.")
    if failed.allows_direct:
        ways = _("Two notices for this work have failed: direct selection is open to you now.")
    return Task(
        title=failed.notice.title,
        lamp="stop",
        state=_("Failed"),
        text=f"{failed.reason} {ways}",
        action=_("Publish again"),
        url=failed.again_url,
        kind="notices.failed",
    )


def _of_draft(draft: Draft, rules, *, at: datetime) -> Task | None:
    notice = draft.notice
    if notice.state == State.RETURNED:
        asked = _("The reviewer asks for a change: %(reason)s") % {"reason": notice.review_remark}
        words, kind = (_("Returned"), asked, _("Change the draft")), "drafts.returned"
    elif draft.step is not Step.REVIEW or notice.is_in_review():
        return None
    elif notice.mode.is_competitive and is_close_too_near(notice.closes_at, rules, at=at):
        text = _("The close you chose leaves agencies too little time.")
        words = (_("Close too near"), text, _("Choose another time"))
        url = step_url(Step.MODE, notice)
        return _draft_task(draft, words, url=url, kind="drafts.close_too_near")
    else:
        words = (_("Ready"), _("Everything is filled in."), _("Check and publish"))
        kind = "drafts.ready"
    return _draft_task(draft, words, url=draft.url, kind=kind)


def _draft_task(draft: Draft, words: tuple, *, url: str, kind: str) -> Task:
    state, text, action = words
    return Task(draft.notice.title, "warn", state, text, action, url, kind=kind)
