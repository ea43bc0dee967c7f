"""What an agency's page shows of its services: the days it promised, and those it took."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from agencies.models import Agency
from marketplace import clock
from marketplace.slots import Panel

from .models import Engagement
from .presentation.rows import ServiceRow, service_rows
from .presentation.sides import with_parts

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Pace:
    """The days of the services that are shown, all taken together."""

    taken: int
    allowed: int
    standard: int

    @property
    def of_promise(self) -> Fraction:
        return Fraction(self.taken, self.allowed)

    @property
    def of_standard(self) -> Fraction:
        return Fraction(self.taken, self.standard)


def agency_panels(agency: Agency) -> Iterable[Panel]:
    """Show the newest accepted services, those taken over among them; nothing before the first."""
    accepted = Engagement.objects.standing().filter(agency=agency, accepted_at__isnull=False)
    newest = with_parts(accepted).order_by("-accepted_at", "-pk")[:SHOWN]
    rows = service_rows(newest, at=clock.now())
    rows = [row for row in rows if row.lamp]
    if rows:
        context = {"rows": rows, "pace": _pace(rows), "shown": SHOWN}
        yield Panel("procurement/contracts/panels/agency.html", context, order=60)


def _pace(rows: Sequence[ServiceRow]) -> Pace:
    return Pace(
        taken=sum(row.lamp.elapsed for row in rows),
        allowed=sum(row.engagement.allowed_days for row in rows),
        standard=sum(row.engagement.standard_days for row in rows),
    )
