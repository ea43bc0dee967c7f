"""The services of one owner or one agency, and what waits for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from marketplace.slots import Task

from ..models import Engagement
from .board import RUNNING_VALUES
from .deadlines import until
from .deeds import WORDS, Deed
from .rows import ServiceRow, service_rows
from .sides import Side, with_parts

TEXTS = {
    Deed.CONFIRM: lambda each: (
        _("Selected in place %(rank)d. Confirm by %(end)s.")
        % {"rank": each.rank, "end": until(each.confirm_by)}
    ),
    Deed.CONTRACT: lambda each: (
        _("The agency has confirmed. Sign the contract by %(end)s.") % {"end": until(each.sign_by)}
    ),
    Deed.START: lambda _each: _("The contract is handed in. The clock starts with the papers."),
    Deed.DECIDE: lambda _each: _("The agency asks for more working days."),
    Deed.DELIVER: lambda _each: _("Deliver, ask for more days, or say why the clock must stand."),
    Deed.ACCEPT: lambda each: (
        _("Accept the deliverable or return it by %(end)s.") % {"end": until(each.check_by)}
    ),
}


def of_sides(owner, agency) -> QuerySet[Engagement]:
    """Return the services of an owner, an agency, or both."""
    mine = Q(pk__in=[])
    if owner is not None:
        mine |= Q(notice__owner=owner, fallen_at=None)
    if agency is not None:
        mine |= Q(agency=agency)
    return with_parts(Engagement.objects.filter(mine))


def running_rows(owner, agency, *, at: datetime) -> list[ServiceRow]:
    """Return what runs: first what waits for this side, then red, yellow and green."""
    running = of_sides(owner, agency).filter(
        fallen_at=None, accepted_at=None, notice__state__in=RUNNING_VALUES
    )

    def sides(engagement: Engagement) -> set[Side]:
        found = {Side.OWNER} if owner and engagement.notice.owner_id == owner.pk else set()
        return found | ({Side.AGENCY} if agency and engagement.agency_id == agency.pk else set())

    rows = service_rows(running, at=at, sides=sides)
    return sorted(rows, key=lambda row: (not is_urgent(row), row.rank))


def over_of(owner, agency) -> QuerySet[Engagement]:
    """Return what is over, the newest first: accepted, void, or passed to another agency."""
    over = Q(fallen_at__isnull=False) | Q(accepted_at__isnull=False)
    over |= ~Q(notice__state__in=RUNNING_VALUES)
    return of_sides(owner, agency).filter(over).order_by("-offered_at", "-pk")


def is_urgent(row: ServiceRow) -> bool:
    """Return whether something waits for the reader; delivering only when it is near or late,
    or was given back."""
    if row.waits_for is Deed.DELIVER:
        return row.colour in ("red", "yellow") or _given_back(row.engagement) is not None
    return row.waits_for is not None


def tasks_of(rows: Iterable[ServiceRow]) -> Iterable[Task]:
    """Return what waits for the reader as tasks of a desk, the overdue before the others."""
    for row in rows:
        if is_urgent(row):
            late = row.colour == "red"
            yield Task(
                title=row.title,
                lamp=row.lamp.kind if row.lamp else "warn",
                state=row.lamp.label if row.lamp else row.state,
                text=_text(row),
                action=WORDS[row.waits_for].title,
                url=f"{row.url}#{row.waits_for.value}",
                order=0 if late else 10,
                due_at=_due_at(row),
                kind=f"services.{row.waits_for.value}",
            )


def _text(row: ServiceRow) -> str:
    returned = _given_back(row.engagement)
    if row.waits_for is Deed.DELIVER and returned is not None:
        return _("The owner has returned the deliverable: %(reason)s") % {
            "reason": returned.return_reason
        }
    return TEXTS[row.waits_for](row.engagement)


def _due_at(row: ServiceRow) -> datetime | None:
    """Return the moment by which it must be done, where it is one: days are told by the lamp."""
    each = row.engagement
    ends = {Deed.CONFIRM: each.confirm_by, Deed.CONTRACT: each.sign_by, Deed.ACCEPT: each.check_by}
    return ends.get(row.waits_for)


def _given_back(engagement: Engagement):
    """Return the delivery that the owner returned last, if nothing was handed in since."""
    last = max(engagement.deliveries.all(), key=lambda each: each.number, default=None)
    return last if last is not None and last.returned_at is not None else None
