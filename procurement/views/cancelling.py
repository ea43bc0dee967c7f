"""An owner ends a draft, or an open notice."""

from __future__ import annotations

from copy import copy

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.kernel.refusal import Refusal

from ..commands import cancel_notice
from ..domain.lifecycle import Step
from ..forms.cancelling import CancelForm
from .owner_access import for_owners, notice_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def cancel(request, owner, public_id):
    """Discard a draft, or cancel an open notice with a reason that everybody can read."""
    notice = notice_of(owner, public_id)
    ended = _why_not(notice)
    if ended:
        context = {"notice": notice, "refusal": ended}
        return render(request, "procurement/wizard/closed.html", context, status=409)
    is_draft = notice.is_draft()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CancelForm(*sent, needs_reason=not is_draft)
    if form.is_valid():
        try:
            cancel_notice(
                notice_id=notice.pk,
                reason=form.reason(),
                by=request.user,
                at=request.received_at,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            done = _("The draft is discarded.") if is_draft else _("The notice is cancelled.")
            messages.success(request, done)
            return redirect("procurement:owner_desk")
    context = {"notice": notice, "form": form, "is_draft": is_draft}
    return render(
        request, "procurement/wizard/cancel.html", context, status=422 if form.errors else 200
    )


def _why_not(notice) -> Refusal | None:
    """Return why the notice can no longer be ended by its owner, or None."""
    try:
        copy(notice).advance(Step.CANCEL)
    except Refusal as refusal:
        return refusal
    return None
