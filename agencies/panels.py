"""What agencies show on pages of other apps: who offers a service item."""

from __future__ import annotations

from collections.abc import Iterable

from marketplace.models import ServiceItem
from marketplace.slots import Panel

from .models import Agency, ListedService

FIRST = 5


def panels(slot: str, thing, request) -> Iterable[Panel]:
    """Return what belongs on a slot of an item's page or guide; nothing on other slots."""
    if slot == "item_figure":
        counted = Agency.objects.listed().offering([thing]).count()
        yield Panel("agencies/panels/item_figure.html", {"agencies": counted}, order=10)
    elif slot == "item_agencies":
        yield Panel("agencies/panels/item_agencies.html", offers_of(thing), order=10)


def offers_of(item: ServiceItem) -> dict:
    """Return how many listed agencies offer an item, and the offers with the fewest days."""
    offers = ListedService.objects.active().filter(item=item, agency__state="listed")
    first = offers.select_related("agency__organisation", "item")
    return {
        "item": item,
        "agencies": offers.count(),
        "offers": first.order_by("committed_days", "agency__public_id")[:FIRST],
    }


def count_listed() -> int:
    """Return how many agencies are listed now."""
    return Agency.objects.listed().count()
