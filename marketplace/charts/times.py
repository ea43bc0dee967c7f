"""How long a stage takes: services first, then a technical review, then the decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import ServiceItem

DUTY, KIND = ServiceItem.Duty, ServiceItem.DaysKind


@dataclass(frozen=True, slots=True)
class StageTime:
    """The longest way through a stage, in working days.

    ``longest`` is the service that takes longest of those that everybody needs or may need,
    ``longest_required`` of those that everybody needs; ``review`` is the longest that the
    department itself orders before it decides. Services of one stage run side by side.
    """

    longest: ServiceItem | None
    longest_required: ServiceItem | None
    review: ServiceItem | None
    target_days: int

    @property
    def preparation(self) -> int:
        return _days(self.longest)

    @property
    def review_days(self) -> int:
        return _days(self.review)

    @property
    def least(self) -> int:
        return _days(self.longest_required) + self.target_days

    @property
    def most(self) -> int:
        return self.preparation + self.review_days + self.target_days


def stage_time(items: Iterable[ServiceItem], *, target_days: int) -> StageTime:
    """Return the longest way through a stage; what goes along with the works is not counted."""
    counted = [item for item in items if item.days_kind == KIND.DELIVERABLE]
    bought = [item for item in counted if item.duty in (DUTY.REQUIRED, DUTY.CONDITIONAL)]
    return StageTime(
        longest=_longest(bought),
        longest_required=_longest(item for item in bought if item.duty == DUTY.REQUIRED),
        review=_longest(item for item in counted if item.duty == DUTY.AUTHORITY),
        target_days=target_days,
    )


def _longest(items: Iterable[ServiceItem]) -> ServiceItem | None:
    return max(items, key=lambda item: item.standard_days, default=None)


def _days(item: ServiceItem | None) -> int:
    return item.standard_days if item else 0
