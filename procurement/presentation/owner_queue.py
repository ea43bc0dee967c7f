"""What an operator sees of organisations that want to buy services, and of their clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.calendar import end_of_working_day, of_hall
from marketplace.permissions import may_review, may_vet
from marketplace.slots import Task

from ..models import Notice, Owner

SHOWN = 10


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """An application with the moment by which it is to be checked."""

    owner: Owner
    check_by: datetime | None
    is_late: bool


def check_by(owner: Owner, *, days: int | None = None) -> datetime | None:
    """Return by when a waiting application is to be checked, by the rules in force."""
    if owner.state != Owner.State.APPLIED:
        return None
    count = days or owner.hall.rules.vetting_days
    return end_of_working_day(owner.applied_at, count, of_hall(owner.hall))


def owner_rows(owners: Iterable[Owner], *, at: datetime) -> list[OwnerRow]:
    """Return owners as rows of the queue; hall and rules are asked once."""
    owners, rows = list(owners), []
    days = owners[0].hall.rules.vetting_days if owners else 0
    calendar = of_hall(owners[0].hall) if owners else None
    for owner in owners:
        waits = owner.state == Owner.State.APPLIED
        until = end_of_working_day(owner.applied_at, days, calendar) if waits else None
        rows.append(OwnerRow(owner, until, bool(until and until <= at)))
    return rows


def operator_tasks(user, at: datetime) -> Iterator[Task]:
    """Yield what of owners and notices this person has to do in the hall."""
    if may_vet(user):
        yield from _applications(at)
    if may_review(user):
        yield from _reviews(at)


def _applications(at: datetime) -> Iterator[Task]:
    waiting = Owner.objects.waiting()
    rows = list(waiting.select_related("organisation", "hall")[:SHOWN])
    for row in owner_rows(rows, at=at):
        yield Task(
            title=row.owner.name,
            lamp="stop" if row.is_late else "warn",
            state=_("Applications of project owners"),
            text=f"{row.owner.public_id} · {row.owner.organisation.credit_code}",
            action=_("Check it"),
            url=reverse("procurement_desk:owner", args=[row.owner.public_id]),
            order=12,
            due_at=row.check_by,
            since=row.owner.applied_at,
            kind="vetting.owner",
        )
    more = waiting.count() - len(rows) if len(rows) == SHOWN else 0
    if more:
        heading, url = _("Applications of project owners"), reverse("procurement_desk:owners")
        yield _more(more, heading, url, order=12, kind="vetting.more_owners")


def _reviews(at: datetime) -> Iterator[Task]:
    waiting = Notice.objects.in_review()
    rows = list(waiting.for_list()[:SHOWN])
    for notice in rows:
        yield Task(
            title=notice.title,
            lamp="stop" if notice.review_by <= at else "warn",
            state=_("Notices to review"),
            text=f"{notice.public_id} · {notice.owner.name}",
            action=_("Review it"),
            url=reverse("procurement:review_notice", args=[notice.public_id]),
            order=14,
            due_at=notice.review_by,
            since=notice.submitted_at,
            kind="review.notice",
        )
    more = waiting.count() - len(rows) if len(rows) == SHOWN else 0
    if more:
        heading, url = _("Notices to review"), reverse("procurement:review_queue")
        yield _more(more, heading, url, order=14, kind="review.more")


def _more(count: int, heading: str, url: str, *, order: int, kind: str) -> Task:
    title = _("and %(count)d more") % {"count": count}
    text, action = _("The queue shows all of them."), _("Open the queue")
    return Task(title, "warn", heading, text, action, url, order, None, count, kind=kind)
