"""Who acts for an agency, and how its administrators change that."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.organisations.commands import invite_member, remove_member
from marketplace.organisations.permissions import may_manage_members

from ..forms import MemberForm
from .attempts import attempt, refusal_of
from .guards import for_my_agency


@require_http_methods(["GET", "POST"])
@for_my_agency
def members(request, agency):
    """Show who acts for the agency; its administrators may invite others."""
    may_manage = may_manage_members(request.user, agency.organisation)
    if request.method == "POST" and not may_manage:
        raise PermissionDenied
    form = MemberForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_valid() and attempt(
        form,
        invite_member,
        organisation_id=agency.organisation_id,
        **form.cleaned_data,
        by=request.user,
        at=request.received_at,
    ):
        messages.success(request, _("The person may act for the agency now."))
        return redirect("agencies:members")
    return _members_page(request, agency, form=form)


def _members_page(request, agency, *, form=None, refusal=None):
    rows = agency.organisation.memberships.select_related("user").order_by("role", "pk")
    context = {
        "agency": agency,
        "members": rows,
        "may_manage": may_manage_members(request.user, agency.organisation),
        "form": form or MemberForm(),
        "refusal": refusal,
        "here": "members",
    }
    status = 422 if context["form"].errors or refusal else 200
    return render(request, "agencies/mine/members.html", context, status=status)


@require_POST
@for_my_agency
def member_remove(request, agency, pk):
    """End somebody's acting for the agency."""
    if not may_manage_members(request.user, agency.organisation):
        raise PermissionDenied
    if not agency.organisation.memberships.filter(user_id=pk).exists():
        raise Http404
    refusal = refusal_of(
        remove_member,
        organisation_id=agency.organisation_id,
        user_id=pk,
        by=request.user,
        at=request.received_at,
    )
    if refusal is not None:
        return _members_page(request, agency, refusal=refusal)
    messages.success(request, _("The person no longer acts for the agency."))
    return redirect("agencies:members")
