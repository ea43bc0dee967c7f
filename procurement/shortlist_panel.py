"""What an owner can do with a shortlist of agencies: begin a notice for what they offer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from agencies.models import Agency, ListedService
from marketplace.models import ServiceItem
from marketplace.slots import Panel

from .permissions import owner_of


@dataclass(frozen=True, slots=True)
class Offered:
    """A service that an owner may buy, and how many of the agencies offer it."""

    item: ServiceItem
    agencies: int


def shortlist_panels(agencies: Sequence[Agency], request) -> Iterable[Panel]:
    """Show an owner for which services a notice can be begun; to others nothing."""
    if request is None or owner_of(request.user) is None:
        return
    listed = [each.pk for each in agencies if each.is_listed()]
    offers = ListedService.objects.active().filter(agency__in=listed)
    counts = dict(offers.order_by().values_list("item").annotate(Count("agency")))
    items = ServiceItem.objects.purchasable().filter(pk__in=counts).order_by("code")
    found = [Offered(item, counts[item.pk]) for item in items]
    found.sort(key=lambda each: -each.agencies)
    context = {"offered": found, "all": len(listed)}
    yield Panel("procurement/includes/panels/shortlist.html", context, order=50)
