"""How an agency is let in, by who checked its application or by the clock."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from marketplace.calendar import of_hall
from marketplace.models import Hall

from ..domain.lifecycle import Step
from ..models import Agency
from ..models.readiness import require_ready


def let_in(agency: Agency, hall: Hall, *, by, at: datetime, **facts) -> None:
    """List a locked agency at once, or begin the publicity that the hall's rules ask for.

    Raises:
        Refusal: ``agency.wrong_state`` or ``application.incomplete``.
    """
    days = hall.rules.publicity_days
    agency.advance(Step.PASS if days else Step.LIST)
    today = timezone.localdate(at)
    require_ready(agency, on=today)
    if days:
        agency.publicity_ends_on = of_hall(hall, known_at=at).after(today, days)
        agency.save()
        ends_on = agency.publicity_ends_on.isoformat()
        agency.tell("agency.publicised", at=at, by=by, publicity_ends_on=ends_on, **facts)
    else:
        agency.listed_at = at
        agency.save()
        agency.tell("agency.listed", at=at, by=by, **facts)
