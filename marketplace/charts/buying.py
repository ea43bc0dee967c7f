"""Where services are bought: a higher app says so, and the lists lead there.

An app offers it in its ``wagtail_hooks.py``::

    @hooks.register("register_purchases")
    def offer_purchase(request):
        return Purchase(_("Buy this"), url, is_owner=True)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from wagtail import hooks

from ..models import ServiceItem


@dataclass(frozen=True, slots=True)
class Purchase:
    """The way to buy: for an owner at once (``is_owner``), for a visitor after signing in."""

    label: str | Promise
    url: str
    is_owner: bool = False
    project: str = ""

    def address(self, items: Iterable[ServiceItem]) -> str:
        """Return where one notice for these items begins."""
        chosen = [("item", item.code) for item in items]
        fixed = [("project", self.project)] if self.project else []
        return f"{self.url}?{urlencode([*fixed, *chosen])}"


def purchase_for(request) -> Purchase | None:
    """Return how the person who asks can buy; None for who buys nothing."""
    if request is None:
        return None
    offers = (offer(request) for offer in hooks.get_hooks("register_purchases"))
    return next((offer for offer in offers if offer is not None), None)
