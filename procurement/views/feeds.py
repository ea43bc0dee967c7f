"""The list of notices for programs: as Atom, as RSS, and its deadlines as a calendar."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.facets import first_page
from marketplace.feeds import FEED_MEDIA_TYPES, MEDIA_TYPE, as_feed, as_icalendar, deadlines_for
from marketplace.models import Hall

from ..filters import NoticeFilter
from ..models import Notice
from ..presentation.feed import newest, notice_feed

FRESH_SECONDS = 300


@require_safe
def feed(request, format):
    """Return the newest notices that the filters of the list leave, with what came of them."""
    listed = _asked(request)
    if not listed.is_valid():
        return _wrong(request, listed)
    told = notice_feed(
        newest(listed.narrowed(Notice.objects.published())),
        name=f"procurement:{request.resolver_match.url_name}",
        query=first_page(request.GET).urlencode(),
        root=request.build_absolute_uri("/")[:-1],
        hall=Hall.objects.order_by("pk").first(),
        language=_language(),
        at=request.received_at,
    )
    body = as_feed(told, format)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={FRESH_SECONDS}"}
    response = HttpResponse(body, content_type=FEED_MEDIA_TYPES[format], headers=headers)
    return get_conditional_response(request, etag=etag, response=response)


@require_safe
def calendar(request):
    """Return when the open notices close that the filters of the list leave."""
    listed = _asked(request)
    if not listed.is_valid():
        return _wrong(request, listed)
    hall, at = Hall.objects.order_by("pk").first(), request.received_at
    body = as_icalendar(
        deadlines_for("notices", listed.narrowed(Notice.objects.published()), at=at),
        name=_("Closes of open notices"),
        host=hall.site.hostname if hall and hall.site else "localhost",
        root=request.build_absolute_uri("/")[:-1],
        at=at,
    )
    headers = {"Content-Disposition": 'inline; filename="notices.ics"'}
    return HttpResponse(body, content_type=MEDIA_TYPE, headers=headers)


def _asked(request) -> NoticeFilter:
    return NoticeFilter(request.GET, queryset=Notice.objects.published())


def _wrong(request, listed: NoticeFilter) -> HttpResponse:
    context = {"form": listed.form}
    return render(request, "procurement/notices_wrong.html", context, status=422)


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh-Hans"
