"""Who acts for an agency."""

from __future__ import annotations

from django.views.decorators.http import require_http_methods, require_POST

from marketplace.organisations.colleagues import ColleaguesPage

from .guards import for_my_agency

PAGE = ColleaguesPage(
    template="agencies/mine/members.html",
    list_url="agencies:members",
    member_url="agencies:member",
    invitation_url="agencies:invitation",
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_my_agency
def members(request, agency):
    """Show who acts for the agency and who is invited; an administrator invites others."""
    return PAGE.everybody(request, agency.organisation, **_around(agency))


@require_POST
@for_my_agency
def member(request, agency, pk):
    """Give a colleague another role, or end the acting for the agency."""
    return PAGE.member(request, agency.organisation, pk, **_around(agency))


@require_POST
@for_my_agency
def revoke(request, agency, public_id):
    """Take an invitation back."""
    return PAGE.revoke(request, agency.organisation, public_id, **_around(agency))


def _around(agency) -> dict:
    return {"agency": agency, "here": "members"}
