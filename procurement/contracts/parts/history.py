"""Everything that happened to one engagement, as its events tell it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from marketplace.models import Event

from ..models import Engagement

STEPS = {
    "award.offered": _("Award offered"),
    "award.confirmed": _("Award confirmed"),
    "award.skipped": _("Passed over"),
    "contract.reminded": _("Reminder: the contract is not signed"),
    "contract.filed": _("Signed contract handed in"),
    "service.started": _("Papers handed over, service started"),
    "service.paused": _("Service paused"),
    "service.resumed": _("Service goes on"),
    "extension.asked": _("Extension asked for"),
    "extension.granted": _("Extension granted"),
    "extension.refused": _("Extension refused"),
    "deliverable.submitted": _("Deliverable handed in"),
    "deliverable.reminded": _("Reminder: the deliverable waits for an answer"),
    "deliverable.returned": _("Deliverable returned"),
    "deliverable.accepted": _("Deliverable accepted"),
    "service.lamp": _("Lamp changed"),
    "service.escalated": _("Told to the regulator"),
    "service.disputed": _("Dispute: returned twice"),
}


@dataclass(frozen=True)
class HistoryStep:
    """One thing that happened; ``private`` is empty where it was erased or not asked for."""

    kind: str
    label: str
    at: datetime
    facts: dict
    private: dict = field(default_factory=dict)
    by_id: int | None = None


def steps_of(engagement: Engagement, *, with_private: bool = False) -> list[HistoryStep]:
    """Return what happened to the engagement, oldest first.

    Ask for private facts only for those who may read them (``permissions.may_read``).
    """
    agency = engagement.agency.public_id
    events = Event.objects.of(engagement.notice.stream).filter(kind__in=STEPS, facts__agency=agency)
    if with_private:
        events = events.select_related("private")
    return [_step(event, with_private=with_private) for event in events]


def _step(event: Event, *, with_private: bool) -> HistoryStep:
    private = getattr(event, "private", None) if with_private else None
    facts = dict(private.facts) if private is not None else {}
    by_id = facts.pop("by", None)
    return HistoryStep(event.kind, STEPS[event.kind], event.at, event.facts, facts, by_id)
