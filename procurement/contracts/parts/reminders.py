"""What an owner is reminded of, and when."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from marketplace.kernel.canonical import stamp

from ...domain.lifecycle import State
from ..models import Engagement

REMINDERS = ("contract.reminded", "deliverable.reminded")


class Reminder(NamedTuple):
    """An event to be appended once: its kind and its facts."""

    kind: str
    facts: dict[str, object]


def reminder_due(engagement: Engagement, at: datetime) -> Reminder | None:
    """Return what is overdue at a moment: the signed contract, or the owner's acceptance."""
    agency = engagement.agency.public_id
    state = engagement.notice.state
    if state == State.CONFIRMED and engagement.sign_by is not None and engagement.sign_by <= at:
        facts = {
            "agency": agency,
            "sign_by": stamp(engagement.sign_by),
            "lapses_at": stamp(engagement.lapses_at),
        }
        return Reminder("contract.reminded", facts)
    if state == State.DELIVERED and engagement.check_by <= at:
        facts = {
            "agency": agency,
            "number": engagement.deliveries.count(),
            "check_by": stamp(engagement.check_by),
            "deemed_at": stamp(engagement.deemed_at),
        }
        return Reminder("deliverable.reminded", facts)
    return None
