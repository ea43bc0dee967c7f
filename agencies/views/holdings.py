"""An agency's own lists: credentials, registered people and services."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ..commands import (
    add_credential,
    add_practitioner,
    change_service,
    list_service,
    remove_practitioner,
    stop_service,
    withdraw_credential,
)
from ..forms import CredentialForm, OfferForm, PractitionerForm, ServiceForm
from .agency import lamp_of
from .attempts import attempt, refusal_of
from .guards import for_my_agency

# --- Credentials ------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@for_my_agency
def credentials(request, agency):
    """Show the agency's certificates and take another."""
    today = timezone.localdate(request.received_at)
    form = CredentialForm(
        _posted(request), request.FILES or None, on=today, initial=_asked(request)
    )
    if form.is_valid():
        entered = form.cleaned_data
        done = attempt(
            form,
            add_credential,
            agency_id=agency.pk,
            grade_id=int(entered["grade"]),
            number=entered["number"],
            valid_from=entered["valid_from"],
            valid_to=entered["valid_to"],
            scan=entered["scan"],
            by=request.user,
            at=request.received_at,
        )
        if done:
            messages.success(request, _("The certificate is entered."))
            return redirect("agencies:credentials")
    return _credentials_page(request, agency, form=form)


def _credentials_page(request, agency, *, form=None, refusal=None):
    today = timezone.localdate(request.received_at)
    rows = agency.credentials.select_related("type", "grade").order_by("type__code", "pk")
    context = {
        "agency": agency,
        "credentials": [(each, lamp_of(each, today)) for each in rows],
        "today": today,
        "form": form or CredentialForm(on=today),
        "refusal": refusal,
        "here": "credentials",
    }
    return _page(request, "credentials", context)


@require_POST
@for_my_agency
def credential_withdraw(request, agency, pk):
    """Take one of the agency's own certificates off its page."""
    get_object_or_404(agency.credentials, pk=pk)
    refusal = refusal_of(
        withdraw_credential,
        agency_id=agency.pk,
        credential_id=pk,
        by=request.user,
        at=request.received_at,
    )
    if refusal is not None:
        return _credentials_page(request, agency, refusal=refusal)
    messages.success(request, _("The certificate is withdrawn."))
    return redirect("agencies:credentials")


# --- Registered people ------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@for_my_agency
def practitioners(request, agency):
    """Show the agency's registered people and take another."""
    form = PractitionerForm(_posted(request), request.FILES or None)
    if form.is_valid() and attempt(
        form,
        add_practitioner,
        agency_id=agency.pk,
        **form.cleaned_data,
        by=request.user,
        at=request.received_at,
    ):
        messages.success(request, _("The person is entered."))
        return redirect("agencies:practitioners")
    return _practitioners_page(request, agency, form=form)


def _practitioners_page(request, agency, *, form=None, refusal=None):
    context = {
        "agency": agency,
        "people": agency.practitioners.order_by("profession", "name"),
        "form": form or PractitionerForm(),
        "refusal": refusal,
        "here": "practitioners",
    }
    return _page(request, "practitioners", context)


@require_POST
@for_my_agency
def practitioner_remove(request, agency, pk):
    """Take one of the agency's own people off its list."""
    get_object_or_404(agency.practitioners, pk=pk)
    refusal = refusal_of(
        remove_practitioner,
        agency_id=agency.pk,
        practitioner_id=pk,
        by=request.user,
        at=request.received_at,
    )
    if refusal is not None:
        return _practitioners_page(request, agency, refusal=refusal)
    messages.success(request, _("The person is removed."))
    return redirect("agencies:practitioners")


# --- Services ---------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@for_my_agency
def services(request, agency):
    """Show what the agency offers and take another item."""
    form = _service_form(agency, _posted(request), request.FILES or None, initial=_asked(request))
    if form.is_valid() and attempt(
        form,
        list_service,
        agency_id=agency.pk,
        item_id=int(form.cleaned_data["item"]),
        **form.terms(),
        by=request.user,
        at=request.received_at,
    ):
        messages.success(request, _("The service is listed."))
        return redirect("agencies:services")
    return _services_page(request, agency, form=form)


def _service_form(agency, *typed, **options) -> ServiceForm:
    taken = set(agency.services.active().values_list("item", flat=True))
    return ServiceForm(*typed, taken=taken, **options)


def _services_page(request, agency, *, form=None, refusal=None, changed=None):
    """Show the services, each with its terms to change in place; ``changed`` is open already."""
    listed = agency.services.active().select_related("item").order_by("item__code")
    context = {
        "agency": agency,
        "services": [_in_place(each, changed) for each in listed],
        "form": form or _service_form(agency),
        "refusal": refusal,
        "here": "services",
    }
    wrong = changed is not None and changed[1].errors
    return _page(request, "services", context, wrong=wrong)


def _in_place(service, changed) -> tuple:
    """Return a service, the form of its terms, and whether the form is open."""
    if changed is not None and changed[0] == service:
        return service, changed[1], True
    return service, _terms_of(service), False


def _terms_of(service, *typed) -> OfferForm:
    initial = {
        "price": service.price,
        "discount": service.discount_bp,
        "committed_days": service.committed_days,
    }
    return OfferForm(*typed, initial=initial, auto_id=f"{service.item.code}-%s")


@require_http_methods(["GET", "POST"])
@for_my_agency
def service(request, agency, code):
    """Put other terms on one of the agency's own services, where they stand in the list."""
    listed = get_object_or_404(agency.services.active().select_related("item"), item__code=code)
    form = _terms_of(listed, _posted(request), request.FILES or None)
    if form.is_valid() and attempt(
        form,
        change_service,
        agency_id=agency.pk,
        item_id=listed.item_id,
        **form.terms(),
        by=request.user,
        at=request.received_at,
    ):
        messages.success(request, _("The offer is changed."))
        return redirect(f"{reverse('agencies:services')}#service-{code}")
    return _services_page(request, agency, changed=(listed, form))


@require_POST
@for_my_agency
def service_stop(request, agency, code):
    """Offer one of the agency's own services no longer."""
    listed = get_object_or_404(agency.services.active(), item__code=code)
    refusal = refusal_of(
        stop_service,
        agency_id=agency.pk,
        item_id=listed.item_id,
        by=request.user,
        at=request.received_at,
    )
    if refusal is not None:
        return _services_page(request, agency, refusal=refusal)
    messages.success(request, _("The service is no longer offered."))
    return redirect("agencies:services")


def _asked(request) -> dict:
    """Return what a link from a notice has chosen already: the item, or the grade."""
    return request.GET.dict() if request.method == "GET" else {}


def _posted(request):
    return request.POST if request.method == "POST" else None


def _page(request, name: str, context: dict, *, wrong=None):
    wrong = wrong or context["form"].errors or context.get("refusal")
    return render(request, f"agencies/mine/{name}.html", context, status=422 if wrong else 200)
