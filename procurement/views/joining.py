"""An organisation comes in by itself: its application, and where it stands."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.calendar import end_of_working_day, of_hall
from marketplace.kernel.refusal import Refusal
from marketplace.models import Hall
from marketplace.organisations.permissions import may_manage_members

from ..commands import apply_again, apply_as_owner
from ..forms.owner import OwnerForm
from ..models import Owner
from ..permissions import owner_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def apply(request):
    """Take an application, show where it stands, and take it again where it was returned."""
    owner = owner_of(request.user)
    if owner is not None and owner.is_verified():
        return redirect("procurement:owner_desk")
    if owner is not None and not _may_change(request.user, owner):
        return _page(request, owner, None)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = OwnerForm(*sent, initial=_initial(owner), has_proof=owner is not None)
    if form.is_valid():
        try:
            _hand_in(request, owner, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Your application is with the hall now."))
            return redirect("procurement:owner_desk")
    return _page(request, owner, form)


def _may_change(user, owner: Owner) -> bool:
    is_returned = owner.state == Owner.State.RETURNED
    return is_returned and may_manage_members(user, owner.organisation)


def _hand_in(request, owner: Owner | None, form: OwnerForm) -> None:
    told = {
        "registration": form.registration(),
        "contact": form.contact(),
        "proof": form.cleaned_data["proof"],
        "by": request.user,
        "at": request.received_at,
    }
    if owner is None:
        apply_as_owner(**told)
    else:
        apply_again(owner_id=owner.pk, **told)


def _initial(owner: Owner | None) -> dict:
    if owner is None:
        return {}
    organisation = owner.organisation
    return {
        "credit_code": organisation.credit_code,
        "name_zh": organisation.name_zh,
        "name_en": organisation.name_en,
        "kind": organisation.kind,
        "contact_name": owner.contact_name,
        "contact_phone": owner.contact_phone,
    }


def _page(request, owner: Owner | None, form: OwnerForm | None) -> HttpResponse:
    hall = Hall.objects.current()
    since = owner.applied_at if owner else request.received_at
    calendar = of_hall(hall, known_at=since)
    context = {
        "owner": owner,
        "form": form,
        "check_by": end_of_working_day(since, hall.rules.vetting_days, calendar),
        "check_days": hall.rules.vetting_days,
    }
    wrong = form is not None and form.errors
    refused = request.method == "POST" and form is None
    status = 422 if wrong else 409 if refused else 200
    return render(request, "procurement/owner/apply.html", context, status=status)
