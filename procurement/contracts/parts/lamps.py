"""Which colour of a service's lamp has not been announced yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from marketplace.kernel.canonical import stamp
from marketplace.models import Event

from ..domain.lamp import Lamp
from ..models import Engagement
from .clock import Calendars, ServiceClock, clock_of, newest_pin

LAMP = "service.lamp"


def lamp_to_tell(
    engagement: Engagement,
    events: Iterable[Event],
    at: datetime,
    *,
    calendars: Calendars | None = None,
) -> ServiceClock | None:
    """Return what the clock shows, if its colour is new since the due day was pinned.

    A paused clock tells nothing, and green is news only after another colour.
    """
    shown = clock_of(engagement, at, calendars=calendars)
    if shown is None or shown.is_paused or engagement.delivered_at is not None:
        return None
    mine = [event.facts for event in events if event.facts["agency"] == engagement.agency.public_id]
    before = mine[-1]["lamp"] if mine else Lamp.GREEN.value
    if shown.lamp == Lamp.GREEN:
        return shown if before != Lamp.GREEN.value else None
    pinned_at = stamp(newest_pin(engagement).pinned_at)
    known = {(facts["pinned_at"], facts["lamp"]) for facts in mine}
    return None if (pinned_at, shown.lamp.value) in known else shown
