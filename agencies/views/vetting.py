"""The hall's screens: applications to check, and agencies to suspend or reinstate."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.models import Hall
from marketplace.search import text_search

from ..commands import (
    approve_application,
    reinstate_agency,
    remove_agency,
    return_application,
    revoke_credential,
    suspend_agency,
)
from ..domain.lifecycle import AGENCY, State, Step
from ..filters.agency_filter import SEARCHED
from ..forms import ReasonForm
from ..models import Agency
from ..models.readiness import gaps
from ..permissions import may_sanction, may_see_queue, may_vet
from .agency import lamp_of
from .attempts import attempt, refusal_of
from .findings import findings
from .guards import for_duty
from .history import history

PAGE = 30
SUBJECT_TO_SANCTIONS = (State.LISTED, State.SUSPENDED)


# --- Applications -----------------------------------------------------------------------------


@require_safe
@for_duty(may_see_queue)
def queue(request):
    """Show the applications that wait, the oldest first, and what is in publicity.

    A regulator, who is told of what is overdue, reads the list and opens no application.
    """
    rows = Agency.objects.select_related("organisation", "region").order_by("submitted_at", "pk")
    page = Paginator(rows.filter(state=State.IN_VETTING), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "may_check": may_vet(request.user),
        "waiting": [(each, clock_of(each, request.received_at)) for each in page],
        "publicity": rows.filter(state=State.PUBLICITY).order_by("publicity_ends_on")[:PAGE],
        "now": request.received_at,
    }
    return render(request, "agencies/vetting/queue.html", context)


@require_http_methods(["GET", "POST"])
@for_duty(may_vet)
def application(request, public_id):
    """Show one application beside what the rules ask; approve it, or return it with a reason."""
    agency = _get(public_id, submitted_at__isnull=False)
    form = ReasonForm()
    refusal = None
    if request.POST.get("act") == "approve":
        refusal = refusal_of(
            approve_application, agency_id=agency.pk, by=request.user, at=request.received_at
        )
        if refusal is None:
            messages.success(request, _("The application is approved."))
            return redirect("agencies:vetting")
    elif request.method == "POST":
        form = ReasonForm(request.POST, request.FILES)
        if form.is_valid() and attempt(
            form,
            return_application,
            agency_id=agency.pk,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=request.received_at,
        ):
            messages.success(request, _("The application is returned with your reason."))
            return redirect("agencies:vetting")
    context = _application_context(request, agency) | {"form": form, "refusal": refusal}
    status = 422 if refusal or form.errors else 200
    return render(request, "agencies/vetting/application.html", context, status=status)


def _application_context(request, agency) -> dict:
    today = timezone.localdate(request.received_at)
    credentials = list(agency.credentials.select_related("type", "grade").order_by("type__code"))
    return {
        "agency": agency,
        "findings": findings(agency, credentials, on=today),
        "gaps": gaps(agency, on=today),
        "people": agency.practitioners.order_by("profession", "name"),
        "history": history(agency),
        "may_approve": AGENCY.allows(agency.state, Step.PASS),
        "may_return": AGENCY.allows(agency.state, Step.RETURN),
        "publicity_days": Hall.objects.current().rules.publicity_days,
        "clock": clock_of(agency, request.received_at),
        "now": request.received_at,
    }


def clock_of(agency: Agency, at) -> tuple[str, object] | None:
    """Return lamp and word for the time a form check may take; None where it is not running."""
    if agency.state != State.IN_VETTING or agency.vetting_by is None:
        return None
    if agency.vetting_escalated_at:
        return "stop", _("overdue, the regulator was told")
    return ("stop", _("overdue")) if agency.vetting_by <= at else ("warn", _("waits"))


# --- Sanctions --------------------------------------------------------------------------------


@require_safe
@for_duty(may_sanction)
def sanctions(request):
    """Show the suspended agencies, or those that a text finds."""
    text = request.GET.get("q", "")[:100]
    rows = Agency.objects.select_related("organisation", "region").order_by("pk")
    if text.strip():
        listed = rows.filter(state__in=SUBJECT_TO_SANCTIONS)
        rows = text_search().narrow(listed, text, kind="agency", fields=SEARCHED)
    else:
        rows = rows.filter(state=State.SUSPENDED)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "agencies/vetting/sanctions.html", {"page": page, "text": text})


DEEDS = {
    "suspend": (suspend_agency, Step.SUSPEND),
    "reinstate": (reinstate_agency, Step.REINSTATE),
    "remove": (remove_agency, Step.REMOVE),
}


@require_http_methods(["GET", "POST"])
@for_duty(may_sanction)
def sanction(request, public_id):
    """Suspend, reinstate or strike off one agency, always with a reason."""
    agency = _get(public_id, listed_at__isnull=False)
    form = ReasonForm(request.POST if request.method == "POST" else None, request.FILES or None)
    deed = DEEDS.get(request.POST.get("act", ""))
    if request.method == "POST" and deed is None:
        form.add_error(None, _("Nothing was chosen. Press one of the buttons below."))
    elif form.is_valid() and attempt(
        form,
        deed[0],
        agency_id=agency.pk,
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=request.received_at,
    ):
        messages.success(request, _("It is done, and the reason is public."))
        return redirect("agencies:sanctions")
    context = _sanction_context(request, agency) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "agencies/vetting/sanction.html", context, status=status)


def _sanction_context(request, agency) -> dict:
    today = timezone.localdate(request.received_at)
    rows = agency.credentials.select_related("type", "grade").order_by("type__code", "pk")
    return {
        "agency": agency,
        "allowed": {act: AGENCY.allows(agency.state, step) for act, (_c, step) in DEEDS.items()},
        "credentials": [(each, lamp_of(each, today)) for each in rows],
        "today": today,
        "history": history(agency),
    }


@require_http_methods(["GET", "POST"])
@for_duty(may_sanction)
def credential_revoke(request, public_id, pk):
    """Note that the issuer took one certificate back."""
    agency = _get(public_id, listed_at__isnull=False)
    credential = get_object_or_404(agency.credentials.select_related("type", "grade"), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_valid() and attempt(
        form,
        revoke_credential,
        agency_id=agency.pk,
        credential_id=pk,
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=request.received_at,
    ):
        messages.success(request, _("The certificate is noted as revoked."))
        return redirect("agencies:sanction", public_id=agency.public_id)
    context = {"agency": agency, "credential": credential, "form": form}
    status = 422 if form.errors else 200
    return render(request, "agencies/vetting/revoke.html", context, status=status)


def _get(public_id: str, **conditions) -> Agency:
    rows = Agency.objects.select_related("organisation", "region").filter(**conditions)
    return get_object_or_404(rows, public_id=public_id)
