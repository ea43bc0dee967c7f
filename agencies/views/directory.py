"""The public directory: who is on the market, for what, how fast and at what price."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from marketplace.exchange.sheets import sheet_response
from marketplace.facets import first_page

from ..filters import AgencyFilter, Catalogue
from ..models import Agency
from ..presentation import table
from ..presentation.chips import chips_of, sorts_of, ways_of
from ..presentation.choices import facets_of
from ..presentation.entries import entries, in_order
from ..shortlist import Shortlist

PAGE = 20


@require_safe
def directory(request):
    """Show the agencies that meet the filters, twenty a page, with counts beside each choice."""
    if _has_blanks(request):
        query = first_page(request.GET).urlencode(safe=":")
        return redirect(f"{request.path}?{query}" if query else request.path)
    chosen = _asked(request)
    if not chosen.is_valid():
        return _wrong(request, chosen)
    shortlist = Shortlist(request.session)
    page = Paginator(in_order(chosen), PAGE).get_page(request.GET.get("page"))
    facets = facets_of(chosen)
    context = {
        "form": chosen.form,
        "facets": facets,
        "more_filters": "agencies/includes/terms.html",
        "list_url": request.path,
        "page": page,
        "entries": entries(chosen, page.object_list, kept=shortlist.ids),
        "chips": chips_of(chosen, facets),
        "ways": [] if page.paginator.count else ways_of(chosen),
        "sorts": sorts_of(chosen),
        "shelf": _shelf(chosen),
        "listed": Agency.objects.listed().count(),
        "csv_url": f"{reverse('agencies:directory_csv')}?{first_page(request.GET).urlencode()}",
        "shortlist": shortlist,
        "kept": shortlist.agencies(),
        "item": _only(chosen.chosen.get("item", ())),
    }
    return render(request, "agencies/directory.html", context)


@require_safe
def directory_csv(request) -> HttpResponse:
    """Return everything that the filters leave as a table, in the order of the page."""
    chosen = _asked(request)
    if not chosen.is_valid():
        return _wrong(request, chosen)
    rows = table.rows(chosen)
    return sheet_response("agencies", table.columns(), rows, "csv", at=chosen.at)


def _asked(request) -> AgencyFilter:
    agencies = Agency.objects.select_related("organisation", "region")
    return AgencyFilter(request.GET, agencies, at=request.received_at, catalogue=Catalogue())


def _has_blanks(request) -> bool:
    """Return whether the address carries fields that were left empty."""
    return any(value == "" for _name, values in request.GET.lists() for value in values)


def _wrong(request, chosen: AgencyFilter) -> HttpResponse:
    context = {"form": chosen.form, "url": reverse("agencies:directory")}
    return render(request, "agencies/directory_wrong.html", context, status=422)


def _only(values) -> str:
    return values[0] if len(values) == 1 else ""


def _shelf(chosen: AgencyFilter) -> str:
    """Return the name of the one service or category that the page is about, if it is one."""
    catalogue = chosen.catalogue
    for name, rows in (("item", catalogue.items), ("category", catalogue.categories)):
        if codes := chosen.chosen.get(name):
            return next((row.name for row in rows.values() if row.code == _only(codes)), "")
    return ""
