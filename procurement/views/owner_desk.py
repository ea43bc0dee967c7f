"""The owner's desk, and all of an owner's notices."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..presentation.owner_desk import desk_of, notice_rows
from .owner_access import for_owners
from .paging import page_of


@require_safe
@for_owners
def owner_desk(request, owner):
    """Show what waits for the owner, what runs, and what came of it."""
    return render(
        request, "procurement/desk/owner.html", {"desk": desk_of(owner, at=request.received_at)}
    )


@require_safe
@for_owners
def owner_notices(request, owner):
    """Show every notice of the owner that was published, the newest first."""
    notices = owner.notices.published().for_list().order_by("-published_at", "-pk")
    page = page_of(request, notices)
    context = {"owner": owner, "page": page, "rows": notice_rows(page, at=request.received_at)}
    return render(request, "procurement/desk/owner_notices.html", context)
