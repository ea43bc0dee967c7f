"""The operator's desk in Wagtail's admin: applications to check, one person an application."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.backoffice import Crumb, admin_page, for_duty
from marketplace.models import Hall
from marketplace.search import text_search

from ..admin_forms import ReturnForm
from ..commands import (
    approve_application,
    claim_application,
    release_application,
    return_application,
)
from ..domain.lifecycle import AGENCY, State, Step
from ..filters.agency_filter import SEARCHED
from ..models import Agency
from ..models.readiness import gaps
from ..permissions import may_see_queue, may_vet
from .agency import lamp_of
from .attempts import attempt, refusal_of
from .findings import findings
from .history import history

PAGE = 30
ICON = "tasks"


@require_safe
@for_duty(may_see_queue)
def queue(request):
    """Show the applications that wait, the oldest first, whose they are, and what is public.

    A regulator, who is told of what is overdue, reads the list and opens no application.
    """
    at = request.received_at
    shown = request.GET.get("show", "")
    rows = Agency.objects.select_related("organisation", "region", "claim__by")
    places = _places(rows, request.user, at)
    shown = shown if shown in places else "waiting"
    text = request.GET.get("q", "")[:100].strip()
    found = places[shown][1]
    if text:
        found = text_search().narrow(found, text, kind="application", fields=SEARCHED)
    page = Paginator(found, PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "rows": [(each, clock_of(each, at), claim_of(each, at)) for each in page],
        "places": [(key, label, key == shown) for key, (label, _rows) in places.items()],
        "shown": shown,
        "text": text,
        "may_check": may_vet(request.user),
    }
    template = "agencies/admin/queue.html"
    return admin_page(request, template, context, title=_("Vetting of agencies"), icon=ICON)


def _places(rows, user, at) -> dict:
    waiting = rows.filter(state=State.IN_VETTING.value).order_by("submitted_at", "pk")
    standing = Q(claim__expires_at__gt=at)
    public = rows.filter(state=State.PUBLICITY.value).order_by("publicity_ends_on", "pk")
    return {
        "waiting": (_("All that wait"), waiting),
        "new": (_("Not claimed"), waiting.exclude(standing)),
        "mine": (_("Claimed by me"), waiting.filter(standing, claim__by=user)),
        "others": (_("Claimed by others"), waiting.filter(standing).exclude(claim__by=user)),
        "publicity": (_("In publicity"), public),
    }


@require_http_methods(["GET", "POST"])
@for_duty(may_vet)
def application(request, public_id):
    """Show one application beside what the rules ask, and its papers; decide it."""
    agency = _get(public_id)
    found = _found(agency, request.received_at)
    form, refusal = ReturnForm(findings=found), None
    if request.POST.get("act") == "approve":
        refusal = refusal_of(
            approve_application, agency_id=agency.pk, by=request.user, at=request.received_at
        )
        if refusal is None:
            messages.success(request, _("The application is approved."))
            return redirect("agencies_desk:queue")
    elif request.method == "POST":
        form = ReturnForm(request.POST, request.FILES, findings=found)
        if form.is_valid() and attempt(
            form,
            return_application,
            agency_id=agency.pk,
            reason=form.whole_reason(),
            findings=form.found(),
            by=request.user,
            at=request.received_at,
        ):
            messages.success(request, _("The application is returned with your reasons."))
            return redirect("agencies_desk:queue")
    return _application_page(request, agency, found, form=form, refusal=refusal)


def _found(agency, at) -> list:
    today = timezone.localdate(at)
    credentials = list(_credentials(agency))
    return findings(agency, credentials, on=today)


def _credentials(agency):
    return agency.credentials.select_related("type", "grade", "scan").order_by("type__code", "pk")


def _application_page(request, agency, found, *, form, refusal):
    at = request.received_at
    today = timezone.localdate(at)
    fields = form.of_finding()
    lamps = {f"credential-{each.pk}": lamp_of(each, today) for each in _credentials(agency)}
    by_key = {each.key: each for each in found}
    claim = claim_of(agency, at)
    context = {
        "agency": agency,
        "credentials": [
            (each, lamps[f"credential-{each.pk}"], fields[f"credential-{each.pk}"])
            for each in _credentials(agency)
        ],
        "services": [(each, fields[each.key]) for each in found if each.key.startswith("service-")],
        "credit_code": (by_key["credit_code"], fields["credit_code"]),
        "profile_field": fields["profile"],
        "gaps": gaps(agency, on=today),
        "people": agency.practitioners.order_by("profession", "name"),
        "history": history(agency),
        "may_approve": AGENCY.allows(agency.state, Step.PASS),
        "may_return": AGENCY.allows(agency.state, Step.RETURN),
        "publicity_days": Hall.objects.current().rules.publicity_days,
        "clock": clock_of(agency, at),
        "claim": claim,
        "is_mine": claim is not None and claim.by_id == request.user.pk,
        "form": form,
        "refusal": refusal,
    }
    crumbs = [Crumb(_("Vetting of agencies"), reverse("agencies_desk:queue"))]
    status = 422 if refusal or form.errors else 200
    return admin_page(
        request,
        "agencies/admin/application.html",
        context,
        title=agency.name,
        icon=ICON,
        crumbs=crumbs,
        status=status,
    )


@require_POST
@for_duty(may_vet)
def claim(request, public_id):
    """Take an application on one's desk."""
    return _move(request, public_id, claim_application, _("The application is yours to check."))


@require_POST
@for_duty(may_vet)
def release(request, public_id):
    """Give an application back to the queue."""
    said = _("The application is back in the queue.")
    return _move(request, public_id, release_application, said)


def _move(request, public_id, command, said):
    agency = _get(public_id)
    refusal = refusal_of(command, agency_id=agency.pk, by=request.user, at=request.received_at)
    agency = _get(public_id)
    if refusal is not None:
        found = _found(agency, request.received_at)
        form = ReturnForm(findings=found)
        return _application_page(request, agency, found, form=form, refusal=refusal)
    messages.success(request, said)
    if command is release_application:
        return redirect("agencies_desk:queue")
    return redirect("agencies_desk:application", public_id=public_id)


def claim_of(agency: Agency, at):
    """Return the claim on the application that stands at that moment, or None."""
    claim = getattr(agency, "claim", None)
    return claim if claim is not None and claim.stands_at(at) else None


def clock_of(agency: Agency, at) -> tuple[str, object] | None:
    """Return lamp and word for the time a form check may take; None where it is not running."""
    if agency.state != State.IN_VETTING or agency.vetting_by is None:
        return None
    if agency.vetting_escalated_at:
        return "stop", _("overdue, the regulator was told")
    return ("stop", _("overdue")) if agency.vetting_by <= at else ("warn", _("waits"))


def _get(public_id: str) -> Agency:
    rows = Agency.objects.select_related("organisation", "region", "claim__by")
    return get_object_or_404(rows.filter(submitted_at__isnull=False), public_id=public_id)
