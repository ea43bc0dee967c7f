"""The visitor's shortlist: agencies put aside while looking through the directory."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.kernel.refusal import Refusal

from ..models import Agency
from ..presentation.comparing import MOST as COMPARED
from ..presentation.entries import credentials_of, figures_of
from ..shortlist import MOST, Shortlist


@require_http_methods(["GET", "HEAD", "POST"])
def shortlist(request) -> HttpResponse:
    """Show the agencies that were put aside; add, remove or clear them by POST."""
    kept = Shortlist(request.session)
    if request.method != "POST":
        return _page(request, kept)
    try:
        said = _changed(kept, request.POST)
    except Refusal as refusal:
        return _page(request, kept, refusal=refusal, status=422)
    if not said:
        return HttpResponse(_("Nothing was asked for."), status=400, content_type="text/plain")
    messages.success(request, said)
    return redirect(_way_back(request))


def _changed(kept: Shortlist, asked) -> str:
    """Do what is asked and return what was done, in a sentence; nothing if nothing was asked."""
    if public_id := asked.get("add"):
        agency = _public(public_id)
        kept.add(agency.public_id)
        return _("“%(name)s” is on your shortlist.") % {"name": agency.name}
    if public_id := asked.get("remove"):
        kept.remove(public_id)
        return _("The agency is off your shortlist.")
    if asked.get("clear"):
        kept.clear()
        return _("Your shortlist is empty.")
    return ""


def _public(public_id: str) -> Agency:
    rows = Agency.objects.public().select_related("organisation")
    agency = rows.filter(public_id=public_id[:40]).first()
    if agency is None:
        raise Http404
    return agency


def _page(request, kept: Shortlist, *, refusal=None, status=200) -> HttpResponse:
    agencies = kept.agencies()
    keys = [each.pk for each in agencies]
    figures = figures_of(keys, at=request.received_at)
    held = credentials_of(keys, timezone.localdate(request.received_at))
    context = {
        "rows": [(each, held[each.pk], figures[each.pk]) for each in agencies],
        "agencies": agencies,
        "shortlist": kept,
        "compared": COMPARED,
        "most": MOST,
        "refusal": refusal,
    }
    return render(request, "agencies/shortlist.html", context, status=status)


def _way_back(request) -> str:
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if ours and target.startswith("/") else reverse("agencies:shortlist")
