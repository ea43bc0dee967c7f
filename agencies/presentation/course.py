"""What has become of an agency since it was first shown, as everybody may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from marketplace.models import CredentialType, Event

from ..domain.lifecycle import State
from ..models import Agency

LABELS = {
    "agency.publicised": gettext_lazy("Approved, publicity begins"),
    "agency.listed": gettext_lazy("Listed"),
    "agency.suspended": gettext_lazy("Suspended"),
    "agency.reinstated": gettext_lazy("Reinstated"),
    "agency.removed": gettext_lazy("Struck off"),
    "agency.withdrawn": gettext_lazy("Left the market"),
    "credential.revoked": gettext_lazy("Credential revoked"),
    "credential.lapsed": gettext_lazy("Credential lapsed"),
}
REASONED = {"agency.suspended", "agency.removed", "agency.withdrawn", "credential.revoked"}
STATE_EVENTS = {
    State.SUSPENDED: "agency.suspended",
    State.REMOVED: "agency.removed",
    State.WITHDRAWN: "agency.withdrawn",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn in an agency's life: when, what, and why where a reason was given."""

    kind: str
    at: datetime
    label: str | Promise
    reason: str = ""
    credential: str = ""


def course(agency: Agency) -> list[Turn]:
    """Return the public turns, the newest first, in two queries at most.

    What happened before the agency was first shown to the public is left out.
    """
    events = list(Event.objects.of(agency.stream).filter(kind__in=LABELS).reverse())
    names = _types({event.facts.get("credential_type") for event in events} - {None})
    return [
        Turn(
            kind=event.kind,
            at=event.at,
            label=LABELS[event.kind],
            reason=event.facts.get("reason", "") if event.kind in REASONED else "",
            credential=names.get(event.facts.get("credential_type"), ""),
        )
        for event in events
    ]


def ended(agency: Agency, turns: list[Turn]) -> datetime | None:
    """Return the moment since which the agency cannot be chosen, if that is so."""
    kind = STATE_EVENTS.get(agency.state)
    return next((turn.at for turn in turns if turn.kind == kind), None) if kind else None


def _types(codes: set[str]) -> dict[str, str]:
    if not codes:
        return {}
    rows = CredentialType.objects.filter(code__in=codes)
    return {each.code: each.name for each in rows}
