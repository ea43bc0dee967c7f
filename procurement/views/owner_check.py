"""The operator's desk in Wagtail's admin: organisations that want to buy services."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.backoffice import Crumb, admin_page, for_duty
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.permissions import may_vet
from marketplace.search import text_search

from ..commands import return_owner, verify_owner
from ..forms.reviewing import OwnerReturnForm
from ..models import Owner
from ..permissions import may_see_owners
from ..presentation.owner_queue import check_by, owner_rows

PAGE = 30
ICON = "group"
SEARCHED = (
    "public_id",
    "organisation__name_zh",
    "organisation__name_en",
    "organisation__credit_code",
)
SHELVES = ("applied", "returned", "verified")


@require_safe
@for_duty(may_see_owners)
def owners(request):
    """Show the applications that wait, the oldest first, and those that were decided."""
    shown = request.GET.get("show", "")
    shown = shown if shown in SHELVES else SHELVES[0]
    rows = Owner.objects.select_related("organisation", "hall").filter(state=shown)
    text = request.GET.get("q", "")[:100].strip()
    if text:
        rows = text_search().narrow(rows, text, kind="owner", fields=SEARCHED)
    order = "applied_at" if shown == "applied" else "-applied_at"
    page = Paginator(rows.order_by(order, "pk"), PAGE).get_page(request.GET.get("p"))
    labels = dict(Owner.State.choices)
    context = {
        "page": page,
        "rows": owner_rows(page.object_list, at=request.received_at),
        "places": [(key, labels[key], key == shown) for key in SHELVES],
        "shown": shown,
        "text": text,
    }
    template = "procurement/admin/owners.html"
    return admin_page(request, template, context, title=_("Project owners"), icon=ICON)


@require_http_methods(["GET", "POST"])
@for_duty(may_see_owners)
def owner(request, public_id):
    """Show one organisation with its proof; verify it, or return it with reasons."""
    rows = Owner.objects.select_related("organisation", "hall", "proof")
    found = get_object_or_404(rows, public_id=public_id)
    form, refusal = OwnerReturnForm(), None
    if request.method == "POST":
        form, refusal, said = _decide(request, found)
        if said:
            messages.success(request, said)
            return redirect("procurement_desk:owners")
        found.refresh_from_db()
    context = {
        "owner": found,
        "form": form,
        "refusal": refusal,
        "may_decide": may_vet(request.user) and found.state == Owner.State.APPLIED,
        "check_by": check_by(found),
        "people": found.organisation.memberships.select_related("user").order_by("role", "pk"),
        "events": Event.objects.of(found.stream).select_related("private"),
    }
    crumbs = [Crumb(_("Project owners"), reverse("procurement_desk:owners"))]
    return admin_page(
        request,
        "procurement/admin/owner.html",
        context,
        title=found.name,
        icon=ICON,
        crumbs=crumbs,
        status=422 if refusal or form.errors else 200,
    )


def _decide(request, found: Owner) -> tuple[OwnerReturnForm, Refusal | None, str]:
    """Do what was pressed; return the form, what was refused, and what to say if it was done."""
    told = {"owner_id": found.pk, "by": request.user, "at": request.received_at}
    form = OwnerReturnForm()
    if not may_vet(request.user):
        return form, _not_yours(), ""
    try:
        if request.POST.get("act") == "verify":
            verify_owner(**told)
            return form, None, _("The organisation is verified; it may publish now.")
        form = OwnerReturnForm(request.POST, request.FILES)
        if form.is_valid():
            return_owner(reason=form.cleaned_data["reason"], **told)
            return form, None, _("The application is returned with your reason.")
    except Refusal as refusal:
        return form, refusal, ""
    return form, None, ""


def _not_yours() -> Refusal:
    return Refusal(
        "owner.not_your_duty",
        _("Nothing was decided: only the hall's vetting decides here."),
        _("Leave it to them; you may read."),
    )
