"""A bundle as one node of a chart: what it covers, and whether it can be bought as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..kernel.money import Money
from ..kernel.refusal import Refusal
from ..models import Bundle, ServiceItem
from ..purchasable import why_not_purchasable
from .credentials import asked_of, credentials_of

TOGETHER = 2  # a bundle of fewer is none
READ_WITH = ("items__department", "items__required_credentials__type")
GRADES = "items__required_credentials__min_grade"


@dataclass(frozen=True)
class BundleNode:
    """Some items that are bought as one, with what stands against it.

    ``items`` are those that are wanted, ``others`` the bundle's further ones.
    """

    bundle: Bundle
    items: tuple[ServiceItem, ...]
    others: tuple[ServiceItem, ...]
    on: date

    @cached_property
    def barred(self) -> list[tuple[ServiceItem, Refusal]]:
        """Return the items for which no notice can be published, each with the reason."""
        reasons = [(item, why_not_purchasable(item, self.on)) for item in self.items]
        return [(item, reason) for item, reason in reasons if reason]

    @cached_property
    def buyable(self) -> list[ServiceItem]:
        closed = {item.pk for item, _reason in self.barred}
        return [item for item in self.items if item.pk not in closed]

    @property
    def is_buyable(self) -> bool:
        """Return whether at least two of the items can be bought by one notice."""
        return len(self.buyable) >= TOGETHER

    @property
    def days_in_step(self) -> int:
        """Return the working days where all are done at the same time: the longest one's."""
        return max((item.standard_days for item in self.buyable), default=0)

    @property
    def days_in_turn(self) -> int:
        return sum(item.standard_days for item in self.buyable)

    @property
    def days_saved(self) -> int:
        return self.days_in_turn - self.days_in_step

    @cached_property
    def credentials(self) -> list[tuple[ServiceItem, str]]:
        """Return what the items that can be bought ask of the agency, where they ask."""
        asked = [(item, credentials_of(item)) for item in self.buyable]
        return [(item, phrase) for item, phrase in asked if phrase]

    @property
    def needs_several_credentials(self) -> bool:
        """Return whether one agency has to hold what different items ask for."""
        asked = {asked_of(item) for item in self.buyable}
        return len(asked - {frozenset()}) > 1

    @property
    def fixed_caps(self) -> Money | None:
        """Return the sum of the caps that stand in the catalogue as one figure."""
        caps = [item.cap for item in self.buyable if item.cap]
        return Money(sum(cap.minor for cap in caps), caps[0].currency) if caps else None

    @property
    def open_caps(self) -> list[ServiceItem]:
        """Return the items whose cap depends on the project, or that have none."""
        return [item for item in self.buyable if not item.cap]


def read_bundles():
    """Return all bundles with their items and what these ask for, in a fixed number of queries."""
    return Bundle.objects.order_by("code").prefetch_related(*READ_WITH, GRADES)


def bundle_node(
    bundle: Bundle, *, on: date, wanted: Iterable[ServiceItem] | None = None
) -> BundleNode:
    """Return a bundle as a node; ``wanted`` are the items of a project, else all are."""
    items = sorted(bundle.items.all(), key=lambda item: item.code)
    keys = {item.pk for item in items} if wanted is None else {item.pk for item in wanted}
    return BundleNode(
        bundle=bundle,
        items=tuple(item for item in items if item.pk in keys),
        others=tuple(item for item in items if item.pk not in keys),
        on=on,
    )
