"""The calendar of deadlines: a page for those who sign in, an address for their programs."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.feeds import MEDIA_TYPE

from ...permissions import answering_agency_of, owner_of
from ..commands import close_calendar, open_calendar
from ..models import CalendarFeed
from ..presentation.diary import calendar_of, diary_of, organisations_of

FILE = "deadlines.ics"


@require_safe
@never_cache
@login_required
def diary(request):
    """Show the deadlines of the user's organisations, and how a program can follow them."""
    organisations = _organisations(request)
    at = request.received_at
    diaries = [diary_of(request.user, each, at=at) for each in organisations]
    context = {
        "diaries": [(each, _address(request, each.feed)) for each in diaries],
        "several": len(diaries) > 1,
        "owner": owner_of(request.user),
        "agency": answering_agency_of(request.user),
    }
    return render(request, "procurement/contracts/diary.html", context)


@require_POST
@login_required
def diary_open(request, pk):
    """Make the user's address of one organisation's calendar, or another one."""
    open_calendar(organisation_id=_mine(request, pk).pk, by=request.user, at=request.received_at)
    messages.success(request, _("The calendar has an address now. Enter it in your program."))
    return redirect("contracts:diary")


@require_POST
@login_required
def diary_close(request, pk):
    """End the user's address of one organisation's calendar."""
    organisation = _mine(request, pk)
    if close_calendar(organisation_id=organisation.pk, by=request.user, at=request.received_at):
        messages.success(request, _("The address is closed. Who asks it now finds nothing."))
    return redirect("contracts:diary")


@require_safe
def feed(request, token):
    """Return the calendar behind an address; one that was closed is as one that never was."""
    found = CalendarFeed.objects.behind(token)
    if found is None:
        raise Http404
    body = calendar_of(
        found.organisation, root=request.build_absolute_uri("/")[:-1], at=request.received_at
    )
    return HttpResponse(
        body,
        content_type=MEDIA_TYPE,
        headers={
            "Content-Disposition": f'inline; filename="{FILE}"',
            "Cache-Control": "private, max-age=300",
            "X-Robots-Tag": "noindex",
            "Referrer-Policy": "no-referrer",
        },
    )


def _organisations(request) -> list:
    found = organisations_of(request.user)
    if not found:
        raise PermissionDenied(
            _("Deadlines are for project owners and agencies, and your account acts for none.")
        )
    return found


def _mine(request, pk):
    """Return one of the user's organisations; another one is as one that does not exist."""
    for organisation in organisations_of(request.user):
        if organisation.pk == pk:
            return organisation
    raise Http404


def _address(request, feed: CalendarFeed | None) -> str:
    return feed and request.build_absolute_uri(reverse("contracts:feed", args=[feed.token]))
