"""The clocks of many services at one moment, in a number of queries that no service adds to."""

from __future__ import annotations

from datetime import datetime

from ..models import Engagement
from ..parts.clock import Calendars, ServiceClock, clock_of


class Clocks:
    """Reads the clocks of services fetched ``with_parts``, each hall's calendar once."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.calendars = Calendars()

    def of(self, engagement: Engagement) -> ServiceClock | None:
        """Return what the service's clock shows, or None before it has started."""
        return clock_of(engagement, self.at, calendars=self.calendars)
