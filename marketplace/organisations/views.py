"""The invited person's pages: what waits for an answer, and the answer itself."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..kernel.refusal import Refusal
from .commands import accept_invitation, decline_invitation
from .models import Invitation


@require_safe
@login_required
def invitations(request):
    """Show the invitations that wait for the person who reads."""
    rows = _mine(request).waiting(request.received_at).order_by("-invited_at", "-pk")
    return render(request, "organisations/invitations.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitation(request, public_id):
    """Show one invitation and take the answer; somebody else's does not exist."""
    found = _mine(request).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            said = _answer(request, found)
        except Refusal as no:
            refusal = no
        else:
            messages.success(request, said)
            return redirect("marketplace:desk")
    found.refresh_from_db()
    at = request.received_at
    context = {
        "invitation": found,
        "waits": not found.outcome and at < found.expires_at,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "organisations/invitation.html", context, status=status)


def _mine(request):
    rows = Invitation.objects.for_address(request.user.email)
    return rows.select_related("organisation", "invited_by")


def _answer(request, found: Invitation) -> str:
    """Do what was pressed, and return what to say of it."""
    told = {"invitation_id": found.pk, "by": request.user, "at": request.received_at}
    act = request.POST.get("act")
    if act == "accept":
        accept_invitation(**told)
        return _("You act for %(organisation)s now.") % {"organisation": found.organisation}
    if act == "decline":
        decline_invitation(**told)
        return _("The invitation is declined.")
    raise Refusal(
        "invitation.no_answer",
        _("Nothing was changed: neither of the two answers was chosen."),
        _("Press one of the two buttons."),
    )
