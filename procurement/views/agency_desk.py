"""Where the people of an agency work."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace import clock

from ..permissions import answering_agency_of
from ..presentation.desk import desk_of


@require_safe
@login_required
def agency_desk(request):
    """Show what the user's own agency may answer, lacks, and has answered."""
    agency = answering_agency_of(request.user)
    if agency is None:
        raise PermissionDenied(_("This desk is for agencies, and your account acts for none."))
    desk = desk_of(agency, at=clock.now())
    return render(request, "procurement/desk/agency.html", {"desk": desk, "agency": agency})
