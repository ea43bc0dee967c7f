"""Agencies side by side, at an address that can be shared."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from marketplace.facets import Chip
from marketplace.kernel.refusal import Refusal
from marketplace.models import ServiceItem

from ..models import Agency
from ..presentation.comparing import MOST, compare
from ..shortlist import Shortlist


@require_safe
def comparison(request) -> HttpResponse:
    """Show up to four agencies side by side; a fifth is refused, and so is who is not public."""
    ids = list(dict.fromkeys(each.strip() for each in request.GET.getlist("agency")))
    ids = [each for each in ids if each]
    item = request.GET.get("item", "").strip()
    context = {"most": MOST, "shortlist": Shortlist(request.session)}
    try:
        agencies = _named(ids)
        _check_item(item)
    except Refusal as refusal:
        context |= {"refusal": refusal, "ways": _ways_out(ids, item)}
        return render(request, "agencies/compare_refused.html", context, status=422)
    shown = compare(agencies, item=item, at=request.received_at) if agencies else None
    if shown:
        for side in shown.sides:
            side.url_without = _address([i for i in ids if i != side.agency.public_id], item)
    return render(request, "agencies/compare.html", context | {"shown": shown, "item": item})


def _named(ids: list[str]) -> list[Agency]:
    """Return the agencies in the order in which they are named.

    Raises:
        Refusal: ``compare.too_many`` or ``compare.unknown``.
    """
    if len(ids) > MOST:
        raise Refusal(
            "compare.too_many",
            ngettext(
                "%(count)d agency is named, and %(most)d at most fit side by side.",
                "%(count)d agencies are named, and %(most)d at most fit side by side.",
                len(ids),
            )
            % {"count": len(ids), "most": MOST},
            _("Leave out those that you do not need; nobody is chosen for you."),
        )
    rows = Agency.objects.public().filter(public_id__in=ids)
    found = {each.public_id: each for each in rows.select_related("organisation", "region")}
    unknown = [each for each in ids if each not in found]
    if unknown:
        raise Refusal(
            "compare.unknown",
            _("No agency of this register has the id “%(id)s”.") % {"id": unknown[0][:40]},
            _("Leave it out, or choose an agency in the directory."),
        )
    return [found[each] for each in ids]


def _check_item(code: str) -> None:
    if code and not ServiceItem.objects.filter(code=code[:60]).exists():
        raise Refusal(
            "compare.no_item",
            _("The catalogue has no service “%(code)s”.") % {"code": code[:60]},
            _("Choose a service on the page."),
        )


def _ways_out(ids: list[str], item: str) -> list[Chip]:
    """Return what is named, each with the address without it."""
    named = Agency.objects.public().filter(public_id__in=ids[: 2 * MOST])
    names = {each.public_id: each.name for each in named.select_related("organisation")}
    ways = [
        Chip(names.get(each, each[:40]), _address([i for i in ids if i != each], item))
        for each in ids[: 2 * MOST]
    ]
    return [*ways, Chip(item[:60], _address(ids, ""))] if item else ways


def _address(ids: list[str], item: str) -> str:
    query = QueryDict(mutable=True)
    query.setlist("agency", ids)
    if item:
        query["item"] = item
    return f"{reverse('agencies:compare')}?{query.urlencode()}"
