"""An owner gives agencies more time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.calendar import of_hall
from marketplace.kernel.refusal import Refusal
from marketplace.notation import BEIJING

from ..commands import extend_notice
from ..commands.extend_notice import SHORTEST, check_extendable, latest_close
from ..forms.notice_deeds import ExtendForm
from ..models import Notice
from .owner_access import for_owners, notice_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def extend(request, owner, public_id):
    """Postpone the close of an open notice, with a reason that everybody can read."""
    notice = notice_of(owner, public_id)
    ended = _why_not(notice, request.received_at)
    if ended:
        context = {"notice": notice, "refusal": ended}
        return render(request, "procurement/wizard/closed.html", context, status=409)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ExtendForm(*sent, initial={"closes_at": _usual(notice)})
    if form.is_valid():
        try:
            extend_notice(
                notice_id=notice.pk,
                **form.cleaned_data,
                by=request.user,
                at=request.received_at,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The close is postponed; who has answered is told."))
            return redirect(notice)
    context = {
        "notice": notice,
        "form": form,
        "earliest": notice.closes_at + SHORTEST,
        "latest": latest_close(notice),
    }
    status = 422 if form.errors else 200
    return render(request, "procurement/owner/extend.html", context, status=status)


def _why_not(notice: Notice, at: datetime) -> Refusal | None:
    try:
        check_extendable(notice, at)
    except Refusal as refusal:
        return refusal
    return None


def _usual(notice: Notice) -> datetime:
    """Return the same time of the next working day, or the latest that is allowed."""
    here = notice.closes_at.astimezone(BEIJING)
    day = of_hall(notice.hall).after((here - timedelta(microseconds=1)).date(), 1)
    return min(datetime.combine(day, here.time(), BEIJING), latest_close(notice))
