"""The way from the lists of the catalogue to a notice."""

from __future__ import annotations

from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from marketplace.charts import BundleNode, Purchase, bundle_node, read_bundles

from ..permissions import owner_of


def purchase_of(request) -> Purchase | None:
    """Return how the person who asks begins a notice; None for who acts for no owner.

    ``?project=`` in the address names one of the owner's projects, for which it then is.
    """
    user = getattr(request, "user", None)
    try:
        url = reverse("procurement:wizard_begin")
    except NoReverseMatch:
        return None
    if user is None or not user.is_authenticated:
        return Purchase(_("Buy this"), url)
    owner = owner_of(user)
    if owner is None:
        return None
    named = request.GET.get("project", "")[:20]
    known = bool(named) and owner.projects.filter(public_id=named).exists()
    return Purchase(_("Buy this"), url, is_owner=True, project=named if known else "")


def bundle_offers(*, project: str, on: date) -> list[tuple[BundleNode, str]]:
    """Return the bundles that one notice can buy, each with the address that ticks its services."""
    wizard = Purchase("", reverse("procurement:wizard_begin"), is_owner=True, project=project)
    nodes = [bundle_node(each, on=on) for each in read_bundles()]
    return [(node, wizard.address(node.buyable)) for node in nodes if node.is_buyable]
