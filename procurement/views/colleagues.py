"""Who acts for an owner: seen by all of them, decided by its administrators."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.kernel.refusal import Refusal
from marketplace.organisations.commands import (
    change_role,
    invite_by_email,
    remove_member,
    revoke_invitation,
)
from marketplace.organisations.models import Membership
from marketplace.organisations.permissions import may_manage_members

from ..forms.owner import InviteForm
from ..letters import send_invitation
from .owner_access import for_owners

ROLES = {"make_administrator": "administrator", "make_delegate": "delegate"}


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def members(request, owner):
    """Show who acts for the owner and who is invited; an administrator invites others."""
    if request.method == "POST":
        _require_administrator(request.user, owner)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = InviteForm(*sent)
    if form.is_valid():
        try:
            invitation = invite_by_email(
                organisation_id=owner.organisation_id,
                **form.cleaned_data,
                by=request.user,
                at=request.received_at,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            _tell(request, invitation)
            return redirect("procurement:owner_members")
    return _page(request, owner, form=form, status=422 if form.errors else 200)


@require_POST
@for_owners
def member(request, owner, pk):
    """Give a colleague another role, or end the acting for the owner."""
    _require_administrator(request.user, owner)
    organisation = owner.organisation
    if not organisation.memberships.filter(user_id=pk).exists():
        raise Http404
    told = {
        "organisation_id": organisation.pk,
        "user_id": pk,
        "by": request.user,
        "at": request.received_at,
    }
    act = request.POST.get("act")
    try:
        if act in ROLES:
            change_role(role=ROLES[act], **told)
            said = _("The role is changed.")
        else:
            remove_member(**told)
            said = _("The person no longer acts for your organisation.")
    except Refusal as refusal:
        return _page(request, owner, refusal=refusal, status=422)
    messages.success(request, said)
    is_gone = pk == request.user.pk and act not in ROLES
    return redirect("marketplace:desk" if is_gone else "procurement:owner_members")


@require_POST
@for_owners
def revoke(request, owner, public_id):
    """Take an invitation back."""
    _require_administrator(request.user, owner)
    invitation = get_object_or_404(owner.organisation.invitations, public_id=public_id)
    try:
        revoke_invitation(invitation_id=invitation.pk, by=request.user, at=request.received_at)
    except Refusal as refusal:
        return _page(request, owner, refusal=refusal, status=422)
    messages.success(request, _("The invitation is taken back."))
    return redirect("procurement:owner_members")


def _require_administrator(user, owner) -> None:
    if not may_manage_members(user, owner.organisation):
        raise PermissionDenied(_("Only your organisation's administrators decide who acts for it."))


def _tell(request, invitation) -> None:
    """Say what happens next; who has no account hears of it by a letter of its own."""
    told = {"email": invitation.email}
    if send_invitation(invitation, link=request.build_absolute_uri(invitation.get_absolute_url())):
        messages.success(request, _("%(email)s is invited.") % told)
    else:
        messages.warning(
            request,
            _("%(email)s is invited, but no mail could be sent: pass the link on yourself.") % told,
        )


def _page(request, owner, *, form=None, refusal=None, status=200):
    organisation = owner.organisation
    rows = organisation.memberships.select_related("user")
    waiting = organisation.invitations.waiting(request.received_at)
    context = {
        "owner": owner,
        "members": rows.order_by("role", "pk"),
        "invitations": [
            (each, request.build_absolute_uri(each.get_absolute_url()))
            for each in waiting.order_by("-invited_at", "-pk")
        ],
        "may_manage": may_manage_members(request.user, organisation),
        "administrator": Membership.Role.ADMINISTRATOR.value,
        "form": form or InviteForm(),
        "refusal": refusal,
    }
    return render(request, "procurement/owner/members.html", context, status=status)
