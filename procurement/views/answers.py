"""An agency answers a notice, or takes its answer back. The agency is always the user's own."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.kernel.refusal import Refusal

from ..commands import place_response, withdraw_response
from ..forms.answer import AnswerForm
from ..models import Notice
from ..permissions import answering_agency_of
from ..presentation.mode_words import mode_words
from ..presentation.rows import notice_row
from ..presentation.viewer import standing_answer
from ..qualification import shortfalls
from ..receipts import (
    PLACE,
    WITHDRAW,
    own_receipts,
    receipt_files,
    receipt_for_answer,
    receipt_for_refusal,
    receipt_for_withdrawal,
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request, public_id):
    """Enter the answer of the user's own agency, as received by the server."""
    notice, agency = _notice(public_id), _agency(request)
    if not mode_words(notice.mode_key).is_installed:
        return _answer_page(request, notice, agency, refusal=_no_mode(), status=409)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnswerForm(*sent, notice=notice, committed=_committed(agency))
    if not form.is_valid():
        return _answer_page(request, notice, agency, form=form, status=422 if sent else 200)
    said = {"price": form.quoted(), "promised": form.promised()}
    who = {"by": request.user, "at": request.received_at}
    try:
        response = place_response(notice_id=notice.pk, agency_id=agency.pk, **said, **who)
    except Refusal as refusal:
        receipt_for_refusal(notice, agency, refusal, deed=PLACE, **said, **who)
        return _answer_page(request, notice, agency, form=form, refusal=refusal, status=422)
    receipt_for_answer(response, at=request.received_at)
    messages.success(request, _("Your answer is in. You can withdraw it until the close."))
    return redirect(notice)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request, public_id):
    """Take back the standing answer of the user's own agency, after asking once."""
    notice, agency = _notice(public_id), _agency(request)
    refusal = None
    if request.method == "POST":
        who = {"by": request.user, "at": request.received_at}
        try:
            response = withdraw_response(notice_id=notice.pk, agency_id=agency.pk, **who)
        except Refusal as caught:
            refusal = caught
            receipt_for_refusal(notice, agency, refusal, deed=WITHDRAW, **who)
        else:
            receipt_for_withdrawal(response, at=request.received_at)
            messages.success(request, _("Your answer is withdrawn. You may answer again."))
            return redirect(notice)
    context = {
        "notice": notice,
        "agency": agency,
        "own": standing_answer(notice, agency),
        "is_open": notice.is_open(request.received_at),
        "refusal": refusal,
        "receipts": own_receipts(notice, agency, at=request.received_at),
    }
    return render(request, "procurement/withdraw.html", context, status=422 if refusal else 200)


@require_safe
@login_required
def receipts(request, public_id):
    """Return the receipts of the user's own agency as one file, with what opens its entries."""
    notice, agency = _notice(public_id), _agency(request)
    told = receipt_files(notice, agency, at=request.received_at)
    if not told:
        raise Http404
    return HttpResponse(
        json.dumps(told, ensure_ascii=False, indent=1),
        content_type="application/json; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="receipts-{notice.public_id}.json"',
            "Cache-Control": "no-store",
        },
    )


def _notice(public_id: str) -> Notice:
    return get_object_or_404(Notice.objects.published().for_list(), public_id=public_id)


def _agency(request):
    agency = answering_agency_of(request.user)
    if agency is None:
        raise PermissionDenied(_("Only agencies answer notices, and your account acts for none."))
    return agency


def _committed(agency) -> dict[int, int]:
    return dict(agency.services.active().values_list("item_id", "committed_days"))


def _no_mode() -> Refusal:
    return Refusal(
        "mode.missing",
        _("The way of selection that this notice names is not installed on the site at present."),
        _("Tell the operator; the notice shows the telephone for complaints."),
    )


def _answer_page(request, notice, agency, *, status, form=None, refusal=None):
    at = request.received_at
    is_open = notice.is_open(at)
    own = standing_answer(notice, agency)
    missing = []
    if is_open and own is None and refusal is None:
        missing = shortfalls(agency, notice, on=timezone.localdate(at))
    context = {
        "notice": notice,
        "row": notice_row(notice, at=at),
        "agency": agency,
        "form": form,
        "own": own,
        "missing": missing,
        "is_open": is_open,
        "refusal": refusal,
        "receipts": own_receipts(notice, agency, at=request.received_at),
    }
    return render(request, "procurement/answer.html", context, status=status)
