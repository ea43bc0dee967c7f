"""``{% load operations %}``: the last lines of the footer."""

from django import template
from django.db import DatabaseError
from wagtail.models import Site

from ..models import Filings
from ..standing_pages import links_in_the_foot

register = template.Library()


@register.inclusion_tag("operations/foot.html", takes_context=True)
def foot_notes(context) -> dict:
    """``{% foot_notes %}``: the standing pages and the filing numbers, those that there are."""
    request = context.get("request")
    if request is None:
        return {"links": [], "filings": None}
    return {"links": links_in_the_foot(request), "filings": _filings(request)}


def _filings(request) -> Filings | None:
    """Return the site's numbers. ``for_request`` would write an empty row on somebody's GET.

    To know the site is dearer than to read all numbers, and many sites have none.
    """
    try:
        by_site = {filings.site_id: filings for filings in Filings.objects.all()}
        site = Site.find_for_request(request) if by_site else None
        return by_site.get(site.pk) if site else None
    except DatabaseError:
        return None
