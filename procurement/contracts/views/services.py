"""The page of one service, and the list of one's own."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...permissions import answering_agency_of, owner_of
from ..permissions import may_watch
from ..presentation.lists import over_of, running_rows
from ..presentation.rows import service_rows
from .doing import service_of, service_screen
from .paging import page_of


@require_safe
@login_required
def services(request):
    """Show the services of the user's own organisation: what runs, then what is over."""
    owner, agency = owner_of(request.user), answering_agency_of(request.user)
    if owner is None and agency is None:
        if may_watch(request.user):
            return redirect("contracts:board")
        raise PermissionDenied(
            _("Services are for project owners and agencies, and your account acts for none.")
        )
    page = page_of(request, over_of(owner, agency))
    context = {
        "running": running_rows(owner, agency, at=request.received_at),
        "page": page,
        "over": service_rows(page, at=request.received_at),
        "owner": owner,
        "agency": agency,
    }
    return render(request, "procurement/contracts/services.html", context)


@require_safe
@login_required
def service(request, public_id):
    """Show one service to its sides, the hall and the regulator, with what each can do."""
    engagement, sides = service_of(request, public_id)
    return service_screen(request, engagement, sides)
