"""The reviewers' desk: notices that were handed in, each with the clock of its review."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.kernel.refusal import Refusal
from marketplace.permissions import may_review

from ..commands import publish_notice, return_notice
from ..forms.reviewing import ReturnForm
from ..models import Notice
from ..outlook import needed_by, publishing_obstacle, reach_of
from ..permissions import may_change, may_see_reviews
from ..presentation.page import with_page_parts
from ..presentation.review import draft_page
from ..presentation.review_queue import returns_of, review_rows
from .paging import page_of


def for_reviewers(view):
    """Let in who reviews notices, and regulators, who only read."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_see_reviews(request.user):
            raise PermissionDenied(_("Only reviewers of the hall and regulators work here."))
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_reviewers
def review_queue(request):
    """Show what waits for a reviewer, the most urgent first."""
    page = page_of(request, Notice.objects.in_review().for_list())
    rows = review_rows(page.object_list, at=request.received_at)
    return render(request, "procurement/review/queue.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_reviewers
def review_notice(request, public_id):
    """Show one notice as it will be published; publish it, or return it with a reason."""
    notice = _handed_in(public_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, refusal = ReturnForm(*sent), None
    if request.method == "POST":
        if not may_review(request.user):
            raise PermissionDenied(_("Only reviewers of the hall decide here."))
        try:
            said = _decide(request, notice, form)
        except Refusal as no:
            refusal, said = no, ""
        if said:
            messages.success(request, said)
            return redirect("procurement:review_queue")
        notice = _handed_in(public_id)
    return _page(request, notice, form, refusal)


def _handed_in(public_id: str) -> Notice:
    notices = with_page_parts(Notice.objects.filter(submitted_at__isnull=False))
    return get_object_or_404(notices.select_related("hall"), public_id=public_id)


def _decide(request, notice: Notice, form: ReturnForm) -> str:
    """Do what was pressed, and return what to say of it; nothing where the form is wrong."""
    told = {"notice_id": notice.pk, "by": request.user, "at": request.received_at}
    if request.POST.get("act") == "publish":
        publish_notice(**told)
        return _("The notice is published; its terms are fixed now.")
    if form.is_valid():
        return_notice(reason=form.cleaned_data["reason"], **told)
        return _("The notice is returned to its owner with your reason.")
    return ""


def _page(request, notice: Notice, form: ReturnForm, refusal) -> HttpResponse:
    at = request.received_at
    rules = notice.hall.rules
    waits = notice.is_in_review()
    context = {
        "notice": notice,
        "form": form if not refusal else ReturnForm(),
        "refusal": refusal,
        "may_decide": waits and may_review(request.user),
        "is_own": may_change(request.user, notice),
        "obstacle": publishing_obstacle(notice, rules, at=at) if waits else None,
        "reach": reach_of(notice, on=timezone.localdate(at)),
        "needed": needed_by(notice, rules),
        "row": review_rows([notice], at=at)[0],
        "returns": returns_of(notice),
        **draft_page(notice, rules, at=at),
    }
    status = 422 if refusal or (form.is_bound and form.errors) else 200
    return render(request, "procurement/review/notice.html", context, status=status)
