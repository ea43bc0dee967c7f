"""Who acts for an owner."""

from __future__ import annotations

from django.views.decorators.http import require_http_methods, require_POST

from marketplace.organisations.colleagues import ColleaguesPage

from .owner_access import for_owners

PAGE = ColleaguesPage(
    template="procurement/owner/members.html",
    list_url="procurement:owner_members",
    member_url="procurement:owner_member",
    invitation_url="procurement:owner_invitation",
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def members(request, owner):
    """Show who acts for the owner and who is invited; an administrator invites others."""
    return PAGE.everybody(request, owner.organisation, owner=owner)


@require_POST
@for_owners
def member(request, owner, pk):
    """Give a colleague another role, or end the acting for the owner."""
    return PAGE.member(request, owner.organisation, pk, owner=owner)


@require_POST
@for_owners
def revoke(request, owner, public_id):
    """Take an invitation back."""
    return PAGE.revoke(request, owner.organisation, public_id, owner=owner)
