"""Which bundle some services are: nothing is stored for it, the services themselves say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.models import Bundle, ServiceItem

TOGETHER = 2


@dataclass(frozen=True, slots=True)
class Bought:
    """A bundle of which all services of a notice are part, and whether they are all of it."""

    bundle: Bundle
    count: int
    whole: int

    @property
    def is_whole(self) -> bool:
        return self.count == self.whole


def bundle_of(items: Iterable[ServiceItem]) -> Bought | None:
    """Return the smallest bundle that has all these services, at least two; in two queries."""
    wanted = {item.pk for item in items}
    if len(wanted) < TOGETHER:
        return None
    found = [
        Bought(bundle, len(wanted), len(parts))
        for bundle in Bundle.objects.order_by("code").prefetch_related("items")
        if wanted <= (parts := {item.pk for item in bundle.items.all()})
    ]
    return min(found, key=lambda each: each.whole, default=None)
