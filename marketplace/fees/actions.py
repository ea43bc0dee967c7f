"""Our own deeds in Wagtail's admin: its edit views hold a transaction, where commands refuse."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace import clock
from marketplace.kernel.refusal import Refusal
from marketplace.models import Hall, ServiceItem

from .admin_forms import OverrideForm, WithdrawForm
from .commands import ask_manual_cap, override_fee, withdraw_override
from .models import FeeOverride
from .parts import standing_override
from .permissions import may_override_fees


@require_safe
def hall_fees(request, pk: int):
    """Show the items of the catalogue with the terms that hold for each in this hall."""
    _require_administrator(request)
    hall = get_object_or_404(Hall, pk=pk)
    own = {}
    overrides = FeeOverride.objects.filter(hall=hall).order_by("version")
    for override in overrides.select_related("adopted_by"):
        own[override.item_id] = None if override.withdrawn else override
    items = ServiceItem.objects.offered().order_by("code")
    rows = [(item, own.get(item.pk)) for item in items]
    return render(request, "fees/admin/hall_fees.html", {"hall": hall, "rows": rows})


@require_http_methods(["GET", "POST"])
def hall_fee(request, pk: int, code: str):
    """Put a hall's own terms of one item in force, ask a signature for them, or take them back."""
    _require_administrator(request)
    hall = get_object_or_404(Hall, pk=pk)
    item = get_object_or_404(ServiceItem, code=code)
    form, withdrawal, refusal = OverrideForm(), WithdrawForm(), None
    if request.method == "POST":
        told = {"hall_id": hall.pk, "item_id": item.pk, "by": request.user, "at": clock.now()}
        try:
            if "withdraw" in request.POST:
                withdrawal = WithdrawForm(request.POST)
                said = _withdrawn(withdrawal, told)
            else:
                form = OverrideForm(request.POST, request.FILES)
                said = _overridden(form, told)
        except Refusal as no:
            refusal, said = no, ""
        if said:
            messages.success(request, said)
            return redirect("marketplace_fees_hall", pk)
    context = {
        "hall": hall,
        "item": item,
        "form": form,
        "withdrawal": withdrawal,
        "refusal": refusal,
        "standing": standing_override(hall=hall, item=item),
        "history": FeeOverride.objects.filter(hall=hall, item=item).order_by("-version"),
    }
    status = 422 if refusal or form.errors or withdrawal.errors else 200
    return render(request, "fees/admin/hall_fee.html", context, status=status)


def _require_administrator(request) -> None:
    if not may_override_fees(request.user):
        raise PermissionDenied


def _overridden(form: OverrideForm, told: dict) -> str:
    """Do what the form says, and return what to tell; nothing where the form is wrong."""
    if not form.is_valid():
        return ""
    terms, reason = form.terms(), form.cleaned_data["reason"]
    if terms.policy == ServiceItem.FeePolicy.MANUAL:
        approval = ask_manual_cap(cap=terms.cap, reason=reason, **told)
        said = _("The cap waits for a second signature: %(approval)s.")
        return said % {"approval": approval.public_id}
    override = override_fee(terms=terms, reason=reason, **told)
    said = _(
        "Version %(version)d of the hall's own terms is in force. Published notices keep theirs."
    )
    return said % {"version": override.version}


def _withdrawn(form: WithdrawForm, told: dict) -> str:
    if not form.is_valid():
        return ""
    withdraw_override(reason=form.cleaned_data["withdraw_reason"], **told)
    return _("The item's own terms hold again. Published notices keep theirs.")
