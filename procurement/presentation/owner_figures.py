"""What an owner's selections add up to, asked of the database as sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, Sum

from ..domain.lifecycle import DECIDED
from ..models import Owner

DECIDED_VALUES = sorted(state.value for state in DECIDED)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OwnerFigures:
    """How many selections, how long they took, and what they cost against cap and ceiling."""

    selections: int
    took: timedelta | None
    below_cap: Fraction | None
    capped: int
    below_ceiling: Fraction | None

    @property
    def hours(self) -> int | None:
        """Return the mean time from publication to award in whole hours, rounded half up."""
        return None if self.took is None else (self.took + HOUR / 2) // HOUR

    @property
    def days(self) -> str | None:
        """Return the same in days with one decimal, where it is two days or more."""
        if self.hours is None or self.hours < 48:
            return None
        tenths = (self.hours * 10 + 12) // 24
        return f"{tenths // 10}.{tenths % 10}"


def figures_of(owner: Owner) -> OwnerFigures:
    """Return the owner's figures, in one query."""
    duration = ExpressionWrapper(
        F("award__decided_at") - F("published_at"), output_field=DurationField()
    )
    capped = Q(cap_minor__isnull=False)
    sums = owner.notices.filter(state__in=DECIDED_VALUES).aggregate(
        selections=Count("pk"),
        took=Avg(duration),
        price=Sum("award__price_minor"),
        ceiling=Sum("ceiling_minor"),
        capped=Count("pk", filter=capped),
        capped_price=Sum("award__price_minor", filter=capped),
        cap=Sum("cap_minor", filter=capped),
    )
    return OwnerFigures(
        selections=sums["selections"],
        took=sums["took"],
        below_cap=_below(sums["capped_price"], sums["cap"]),
        capped=sums["capped"],
        below_ceiling=_below(sums["price"], sums["ceiling"]),
    )


def _below(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(whole - part, whole) if whole else None
