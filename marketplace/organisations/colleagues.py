"""A desk's page of who acts for an organisation: seen by all, decided by its administrators.

An app says whose page it is and how the page looks; what happens is the same on every desk::

    PAGE = ColleaguesPage(
        template="agencies/mine/members.html",
        list_url="agencies:members",
        member_url="agencies:member",
        invitation_url="agencies:invitation",
    )

    @for_my_agency
    def members(request, agency):
        return PAGE.everybody(request, agency.organisation, agency=agency)

The template includes ``organisations/colleagues/all.html``. No answer tells whether an address
has an account.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ..kernel.refusal import Refusal
from .commands import change_role, invite_by_email, remove_member, revoke_invitation
from .forms import InviteForm
from .letters import send_invitation
from .models import Membership, Organisation
from .permissions import may_manage_members

ROLES = {"make_administrator": "administrator", "make_delegate": "delegate"}


@dataclass(frozen=True, kw_only=True)
class ColleaguesPage:
    """Template and names of addresses; what else the template needs goes into each call."""

    template: str
    list_url: str
    member_url: str
    invitation_url: str

    def everybody(self, request, organisation: Organisation, **context) -> HttpResponse:
        """Show who acts for it and who is invited; an administrator invites others."""
        if request.method == "POST":
            _require_administrator(request.user, organisation)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = InviteForm(*sent)
        if form.is_valid():
            try:
                invitation = invite_by_email(
                    organisation_id=organisation.pk,
                    **form.cleaned_data,
                    by=request.user,
                    at=request.received_at,
                )
            except Refusal as refusal:
                form.add_refusal(refusal)
            else:
                _tell(request, invitation)
                return redirect(self.list_url)
        return self._shown(request, organisation, context | {"form": form})

    def member(self, request, organisation: Organisation, user_id: int, **context) -> HttpResponse:
        """Give a colleague another role, or end the acting for the organisation."""
        _require_administrator(request.user, organisation)
        if not organisation.memberships.filter(user_id=user_id).exists():
            raise Http404
        told = {"organisation_id": organisation.pk, "user_id": user_id}
        told |= {"by": request.user, "at": request.received_at}
        act = request.POST.get("act")
        try:
            if act in ROLES:
                change_role(role=ROLES[act], **told)
                said = _("The role is changed.")
            else:
                remove_member(**told)
                said = _("The person no longer acts for your organisation.")
        except Refusal as refusal:
            return self._shown(request, organisation, context | {"refusal": refusal})
        messages.success(request, said)
        is_gone = user_id == request.user.pk and act not in ROLES
        return redirect("marketplace:desk" if is_gone else self.list_url)

    def revoke(self, request, organisation: Organisation, public_id, **context) -> HttpResponse:
        """Take an invitation back."""
        _require_administrator(request.user, organisation)
        invitation = get_object_or_404(organisation.invitations, public_id=public_id)
        try:
            revoke_invitation(invitation_id=invitation.pk, by=request.user, at=request.received_at)
        except Refusal as refusal:
            return self._shown(request, organisation, context | {"refusal": refusal})
        messages.success(request, _("The invitation is taken back."))
        return redirect(self.list_url)

    def _shown(self, request, organisation: Organisation, context: dict) -> HttpResponse:
        waiting = organisation.invitations.waiting(request.received_at)
        shown = {
            "form": InviteForm(),
            "members": organisation.memberships.select_related("user").order_by("role", "pk"),
            "invitations": [
                (each, request.build_absolute_uri(each.get_absolute_url()))
                for each in waiting.order_by("-invited_at", "-pk")
            ],
            "may_manage": may_manage_members(request.user, organisation),
            "administrator": Membership.Role.ADMINISTRATOR.value,
            "member_url": self.member_url,
            "invitation_url": self.invitation_url,
        } | context
        is_wrong = shown["form"].errors or shown.get("refusal")
        return render(request, self.template, shown, status=422 if is_wrong else 200)


def _require_administrator(user, organisation: Organisation) -> None:
    if not may_manage_members(user, organisation):
        raise PermissionDenied(_("Only your organisation's administrators decide who acts for it."))


def _tell(request, invitation) -> None:
    """Write to who has no account, and say the same of everybody."""
    send_invitation(invitation, link=request.build_absolute_uri(invitation.get_absolute_url()))
    said = _("%(email)s is invited. If no mail arrives, pass the link on yourself.")
    messages.success(request, said % {"email": invitation.email})
