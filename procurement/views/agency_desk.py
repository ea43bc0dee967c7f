"""Where the people of an agency work."""

from __future__ import annotations

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.facets import chips

from ..filters import NoticeFilter
from ..permissions import answering_agency_of
from ..presentation.agency_notices import (
    LACKING,
    MAY,
    as_seen_by,
    closed_to,
    open_to,
    with_agency_parts,
)
from ..presentation.desk import answered, answers_of, desk_of
from ..presentation.facets import facets
from .paging import page_of

NARROWED_BY = ("mode", "category", "item", "region", "owner")


def for_agencies(view):
    """Give the view the agency that the user acts for."""

    @require_safe
    @login_required
    @wraps(view)
    def guarded(request):
        agency = answering_agency_of(request.user)
        if agency is None:
            raise PermissionDenied(_("This desk is for agencies, and your account acts for none."))
        return view(request, agency)

    return guarded


@for_agencies
def agency_desk(request, agency):
    """Show what waits for the user's own agency, what it may answer, lacks, and has answered."""
    desk = desk_of(agency, at=request.received_at)
    return render(request, "procurement/desk/agency.html", {"desk": desk, "agency": agency})


@for_agencies
def agency_notices(request, agency):
    """List the open notices that the agency may answer, or those for which it lacks something."""
    at = request.received_at
    shown = LACKING if request.GET.get("show") == LACKING else MAY
    shelves = {MAY: open_to(agency, at=at), LACKING: closed_to(agency, at=at)}
    listed = NoticeFilter(request.GET, queryset=shelves[shown])
    is_valid = listed.is_valid()
    if not is_valid:
        listed = NoticeFilter(request.GET.__class__(), queryset=shelves[shown])
        listed.is_valid()
    found = with_agency_parts(listed.narrowed(shelves[shown])).order_by("closes_at", "pk")
    page = page_of(request, found)
    counted = [each for each in facets(listed) if each.name in NARROWED_BY]
    context = {
        "agency": agency,
        "shown": shown,
        "counts": {name: shelf.count() for name, shelf in shelves.items()},
        "page": page,
        "rows": as_seen_by(agency, page, at=at),
        "form": listed.form,
        "facets": counted,
        "chips": chips(listed.data, counted, listed.form.cleaned_data.get("q")),
        "kept": {"show": shown},
        "is_valid": is_valid,
    }
    status = 200 if is_valid else 422
    return render(request, "procurement/desk/agency_notices.html", context, status=status)


@for_agencies
def agency_answers(request, agency):
    """List everything the agency has answered, the newest first."""
    page = page_of(request, answers_of(agency))
    context = {
        "agency": agency,
        "page": page,
        "answers": answered(agency, page, at=request.received_at),
    }
    return render(request, "procurement/desk/agency_answers_page.html", context)
