"""The operator's desk in Wagtail's admin: suspend, reinstate and strike off, by a decision."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.widgets.button import HeaderButton

from marketplace.backoffice import Crumb, admin_page, for_duty
from marketplace.search import text_search

from ..admin_forms import SanctionForm, SuspensionForm
from ..commands import reinstate_agency, remove_agency, revoke_credential, suspend_agency
from ..domain.lifecycle import AGENCY, State, Step
from ..filters.agency_filter import SEARCHED
from ..forms import ReasonForm
from ..models import Agency
from ..permissions import may_sanction
from .agency import lamp_of
from .attempts import attempt
from .history import history

PAGE = 30
ICON = "warning"
SUBJECT_TO_SANCTIONS = (State.LISTED, State.SUSPENDED)
DEEDS = {
    "suspend": (
        suspend_agency,
        Step.SUSPEND,
        SuspensionForm,
        gettext_lazy("Suspend the agency"),
        gettext_lazy("It cannot be chosen until it is reinstated; running services go on."),
    ),
    "reinstate": (
        reinstate_agency,
        Step.REINSTATE,
        SanctionForm,
        gettext_lazy("Reinstate the agency"),
        gettext_lazy("It is listed again at once."),
    ),
    "remove": (
        remove_agency,
        Step.REMOVE,
        SanctionForm,
        gettext_lazy("Strike the agency off"),
        gettext_lazy("Who is struck off cannot come back; suspend where it can still be mended."),
    ),
}


@require_safe
@for_duty(may_sanction)
def sanctions(request):
    """Show the suspended agencies, or those that a text finds."""
    text = request.GET.get("q", "")[:100].strip()
    rows = Agency.objects.select_related("organisation", "region").order_by("pk")
    if text:
        listed = rows.filter(state__in=SUBJECT_TO_SANCTIONS)
        rows = text_search().narrow(listed, text, kind="agency", fields=SEARCHED)
    else:
        rows = rows.filter(state=State.SUSPENDED)
    page = Paginator(rows, PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "text": text}
    template = "agencies/admin/sanctions.html"
    return admin_page(request, template, context, title=_("Sanctions"), icon=ICON)


@require_safe
@for_duty(may_sanction)
def sanction(request, public_id):
    """Show one agency with its credentials and decisions, and what may be decided about it."""
    agency = _get(public_id)
    today = timezone.localdate(request.received_at)
    rows = agency.credentials.select_related("type", "grade", "scan").order_by("type__code", "pk")
    decisions = agency.decisions.select_related("paper", "entered_by").order_by("-pk")
    context = {
        "agency": agency,
        "deeds": [
            (act, label)
            for act, (_command, step, _form, label, _text) in DEEDS.items()
            if AGENCY.allows(agency.state, step)
        ],
        "credentials": [(each, lamp_of(each, today)) for each in rows],
        "decisions": decisions,
        "history": history(agency),
    }
    public = HeaderButton(_("Public page"), url=agency.get_absolute_url(), icon_name="view")
    return admin_page(
        request,
        "agencies/admin/sanction.html",
        context,
        title=agency.name,
        icon=ICON,
        crumbs=_crumbs(),
        buttons=[public],
    )


@require_http_methods(["GET", "POST"])
@for_duty(may_sanction)
def decide(request, public_id, act):
    """Suspend, reinstate or strike off one agency, with a reason and the decision's document."""
    if act not in DEEDS:
        raise Http404
    command, _step, form_class, label, text = DEEDS[act]
    agency = _get(public_id)
    form = form_class(request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_valid() and attempt(
        form,
        command,
        agency_id=agency.pk,
        reason=form.cleaned_data["reason"],
        decree=form.decree(),
        by=request.user,
        at=request.received_at,
    ):
        messages.success(request, _("It is done, and the reason is public."))
        return redirect("agencies_desk:sanction", public_id=public_id)
    context = {"agency": agency, "form": form, "text": text, "act": act, "label": label}
    return _deed_page(request, "decide", agency, context, title=label)


@require_http_methods(["GET", "POST"])
@for_duty(may_sanction)
def credential_revoke(request, public_id, pk):
    """Note that the issuer took one certificate back."""
    agency = _get(public_id)
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
        return redirect("agencies_desk:sanction", public_id=public_id)
    context = {"agency": agency, "credential": credential, "form": form}
    title = _("Note a certificate as revoked")
    return _deed_page(request, "revoke", agency, context, title=title)


def _deed_page(request, name: str, agency: Agency, context: dict, *, title):
    here = reverse("agencies_desk:sanction", args=[agency.public_id])
    return admin_page(
        request,
        f"agencies/admin/{name}.html",
        context,
        title=title,
        icon=ICON,
        crumbs=[*_crumbs(), Crumb(agency.name, here)],
        status=422 if context["form"].errors else 200,
    )


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Sanctions"), reverse("agencies_desk:sanctions"))]


def _get(public_id: str) -> Agency:
    rows = Agency.objects.select_related("organisation", "region")
    return get_object_or_404(rows.filter(listed_at__isnull=False), public_id=public_id)
