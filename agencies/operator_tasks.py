"""What of the agencies waits for the hall's staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.notation import day as day_in_words
from marketplace.permissions import REGULATOR, has_duty
from marketplace.slots import Task

from .domain.lifecycle import State
from .models import Agency, Decision
from .permissions import may_sanction, may_vet

SHOWN = 10


def tasks(user, at: datetime) -> Iterator[Task]:
    """Yield what of the agencies this person has to do."""
    if may_vet(user):
        yield from _applications(user, at)
    elif has_duty(user, REGULATOR):
        yield from _escalated()
    if may_sanction(user):
        yield from _ended_suspensions(at)


def _applications(user, at) -> Iterator[Task]:
    waiting = Agency.objects.filter(state=State.IN_VETTING.value)
    others = Q(claim__expires_at__gt=at) & ~Q(claim__by=user)
    mine = waiting.exclude(others).order_by("submitted_at", "pk")
    rows = mine.select_related("organisation", "region", "claim")
    count = 0
    for agency in rows[:SHOWN]:
        count += 1
        yield _application(agency, at)
    more = mine.count() - count if count == SHOWN else 0
    if more:
        text = ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
        url = reverse("agencies_desk:queue")
        heading = _("Applications of agencies")
        note = _("The queue shows all of them.")
        action, kind = _("Open the queue"), "vetting.more"
        yield Task(text, "warn", heading, note, action, url, 10, None, more, kind=kind)


def _application(agency: Agency, at) -> Task:
    claim = getattr(agency, "claim", None)
    text = f"{agency.public_id} · {agency.region.name}"
    if claim is not None and claim.stands_at(at):
        text = _("%(agency)s, claimed by you") % {"agency": text}
    return Task(
        title=agency.name,
        lamp="warn",
        state=_("Applications of agencies"),
        text=text,
        action=_("Check it"),
        url=reverse("agencies_desk:application", args=[agency.public_id]),
        order=10,
        due_at=agency.vetting_by,
        since=agency.submitted_at,
        kind="vetting.agency",
    )


def _escalated() -> Iterator[Task]:
    waiting = Agency.objects.filter(state=State.IN_VETTING.value)
    rows = waiting.filter(vetting_escalated_at__isnull=False).order_by("vetting_by", "pk")
    count = rows.count()
    if count:
        first = rows.first()
        title = ngettext(
            "%(count)d application nobody has checked in time",
            "%(count)d applications nobody has checked in time",
            count,
        )
        yield Task(
            title=title % {"count": count},
            lamp="stop",
            state=_("Overdue vetting"),
            text=_("The hall has to answer; ask its vetting desk."),
            action=_("See the queue"),
            url=reverse("agencies_desk:queue"),
            order=15,
            due_at=first.vetting_by,
            count=count,
            since=first.submitted_at,
            kind="vetting.overdue",
        )


def _ended_suspensions(at) -> Iterator[Task]:
    """Yield the suspended agencies whose sanction has had its last day."""
    today = timezone.localdate(at)
    newer = Decision.objects.filter(agency=OuterRef("agency"), pk__gt=OuterRef("pk"))
    over = Decision.objects.filter(
        ~Exists(newer),
        kind=Decision.Kind.SUSPENDED,
        ends_on__lt=today,
        agency__state=State.SUSPENDED.value,
    )
    rows = over.select_related("agency__organisation").order_by("ends_on", "pk")
    for decision in rows[:SHOWN]:
        yield Task(
            title=decision.agency.name,
            lamp="warn",
            state=_("Suspensions that have ended"),
            text=_("%(number)s: the last day was %(day)s.")
            % {"number": decision.number, "day": day_in_words(decision.ends_on)},
            action=_("Reinstate or decide anew"),
            url=reverse("agencies_desk:sanction", args=[decision.agency.public_id]),
            order=30,
            since=decision.entered_at,
            kind="sanctions.ended",
        )
