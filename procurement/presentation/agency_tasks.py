"""What waits on an agency's desk of the notices that are open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency
from marketplace.slots import Task

from ..models import Notice, Response
from ..modes.registry import modes
from ..qualification import shortfalls
from .agency_notices import open_to, with_agency_parts

SOON = timedelta(hours=24)
MOST = 3  # notices that close soon; the list has them all
AT_RISK, INVITED, CLOSING = 6, 8, 60


def tasks(agency: Agency, at: datetime) -> Iterable[Task]:
    """Return invitations, answers that would not count, and what closes within a day."""
    yield from _at_risk(agency, at)
    yield from _invitations(agency, at)
    yield from _closing(agency, at)


def _at_risk(agency: Agency, at: datetime) -> Iterable[Task]:
    """Warn of answers whose agency will not qualify on the day of the close."""
    answered = Response.objects.standing().filter(agency=agency).values("notice")
    notices = with_agency_parts(Notice.objects.open_at(at).filter(pk__in=answered))
    prefetch_related_objects([agency], "services", "credentials__type", "credentials__grade")
    for notice in notices.order_by("closes_at", "pk"):
        missing = shortfalls(agency, notice, on=timezone.localdate(notice.closes_at))
        if missing:
            yield Task(
                title=notice.title,
                lamp="stop",
                state=_("Your answer would not count"),
                text=" ".join(each.message for each in missing),
                action=_("Put it right"),
                url=_where(missing[0].code),
                order=AT_RISK,
                due_at=notice.closes_at,
                kind="notices.at_risk",
            )


def _where(code: str) -> str:
    names = {
        "service.not_listed": "agencies:services",
        "credential.missing": "agencies:credentials",
    }
    return reverse(names.get(code, "agencies:mine"))


def _invitations(agency: Agency, at: datetime) -> Iterable[Task]:
    for notice in _invited(agency, at):
        yield Task(
            title=notice.title,
            lamp="warn",
            state=_("Invitation"),
            text=_("You alone are asked. Without your acceptance in time the notice fails."),
            action=_("Accept the invitation"),
            url=reverse("procurement:answer", args=[notice.public_id]),
            order=INVITED,
            due_at=notice.closes_at,
            kind="notices.invitation",
        )


def _invited(agency: Agency, at: datetime) -> list[Notice]:
    """Return the notices in modes that invite which the agency may answer: its invitations."""
    may = open_to(agency, at=at).exclude(mode_key__in=_open_modes()).for_list()
    return list(may.order_by("closes_at", "pk"))


def _closing(agency: Agency, at: datetime) -> Iterable[Task]:
    may = open_to(agency, at=at).filter(mode_key__in=_open_modes(), closes_at__lte=at + SOON)
    for notice in may.for_list().order_by("closes_at", "pk")[:MOST]:
        yield Task(
            title=notice.title,
            lamp="warn",
            state=_("Closes soon"),
            text=_("You may answer this notice, and have not yet."),
            action=_("Answer"),
            url=reverse("procurement:answer", args=[notice.public_id]),
            order=CLOSING,
            due_at=notice.closes_at,
            kind="notices.closing",
        )


def _open_modes() -> list[str]:
    """Return the keys of the modes that ask all qualified agencies."""
    return [mode.key for mode in modes if mode.is_competitive]
