"""Second signatures: what waits for one, and one request with its deeds."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..kernel.refusal import Refusal
from .commands import refuse_approval, sign_approval, withdraw_approval
from .forms import DecisionForm
from .models import Approval
from .permissions import may_sign, may_withdraw, visible_to
from .registry import find_kind

PAGE = 30


@require_safe
@login_required
def approvals(request):
    """Show the requests that the user asked for or may sign: what waits, then what is decided."""
    rows = visible_to(request.user).select_related("asked_by", "decided_by")
    decided = rows.exclude(state=Approval.State.PENDING).order_by("-decided_at", "-pk")
    page = Paginator(decided, PAGE).get_page(request.GET.get("page"))
    context = {"pending": _labelled(rows.pending()), "page": page, "decided": _labelled(page)}
    return render(request, "approvals/approvals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def approval(request, public_id):
    """Show one request; sign it, refuse it with a reason, or take one's own back."""
    rows = visible_to(request.user).select_related("asked_by", "decided_by")
    found = get_object_or_404(rows, public_id=public_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DecisionForm(*sent)
    if request.method == "POST" and _decide(request, found, form):
        return redirect("approvals:approvals")
    found.refresh_from_db()
    kind = find_kind(found.kind)
    context = {
        "approval": found,
        "label": kind.label if kind else found.kind,
        "facts": kind.describe(found) if kind else [(k, str(v)) for k, v in found.facts.items()],
        "form": form,
        "may_sign": found.is_pending() and may_sign(request.user, found),
        "may_withdraw": found.is_pending() and may_withdraw(request.user, found),
    }
    status = 422 if form.errors else 200
    return render(request, "approvals/approval.html", context, status=status)


def _decide(request, found: Approval, form: DecisionForm) -> bool:
    """Do what was pressed, and return whether it was done; the form shows why not."""
    if not form.is_valid():
        return False
    told = {"approval_id": found.pk, "by": request.user, "at": request.received_at}
    remark = {"remark": form.cleaned_data["remark"]}
    deeds = {
        "sign": lambda: sign_approval(**told, **remark),
        "refuse": lambda: refuse_approval(**told, **remark),
        "withdraw": lambda: withdraw_approval(**told),
    }
    deed = deeds.get(request.POST.get("act"))
    if deed is None:
        form.add_error(None, _("Nothing was chosen. Press one of the buttons below."))
        return False
    try:
        decided = deed()
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    messages.success(request, _said(decided))
    return True


def _said(decided: Approval) -> str:
    return {
        Approval.State.SIGNED: _("Signed, and done."),
        Approval.State.REFUSED: _("Refused; who asked can read why."),
        Approval.State.WITHDRAWN: _("The request is withdrawn."),
    }[decided.state]


def _labelled(rows) -> list[tuple[Approval, str]]:
    found = [(row, find_kind(row.kind)) for row in rows]
    return [(row, kind.label if kind else row.kind) for row, kind in found]
