"""What has been done to an agency, as its log tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from marketplace.models import Event

from ..models import Agency

LABELS = {
    "agency.applied": _("Application opened"),
    "agency.submitted": _("Submitted for vetting"),
    "agency.returned": _("Returned"),
    "vetting.escalated": _("Overdue; the regulator was told"),
    "agency.publicised": _("Approved, publicity begins"),
    "agency.listed": _("Listed"),
    "agency.suspended": _("Suspended"),
    "agency.reinstated": _("Reinstated"),
    "agency.removed": _("Struck off"),
    "agency.withdrawn": _("Left the market"),
    "agency.reopened": _("Application opened again"),
}


@dataclass(frozen=True)
class Moment:
    """One turn in an agency's life."""

    at: datetime
    label: str
    reason: str


def history(agency: Agency) -> list[Moment]:
    """Return the changes of state, the newest first."""
    events = Event.objects.of(agency.stream).filter(kind__in=LABELS)
    told = [(event, event.facts.get("reason", "")) for event in events.reverse()]
    return [Moment(event.at, LABELS[event.kind], reason) for event, reason in told]
