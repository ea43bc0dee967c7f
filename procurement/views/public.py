"""What everybody reads: the notices, the modes, and the record of one notice."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from marketplace import clock
from marketplace.facets import chips, first_page
from marketplace.feeds import MEDIA_TYPE, as_icalendar, deadlines_for
from marketplace.kernel.canonical import canonical

from ..filters import NoticeFilter
from ..models import Notice
from ..presentation.export import public_record
from ..presentation.facets import facets, sorts
from ..presentation.mode_words import all_modes
from ..presentation.page import notice_page, with_page_parts
from ..presentation.rows import notice_row
from ..presentation.viewer import viewer_of

PER_PAGE = 20


@require_safe
def notices(request):
    """List the published notices; a filter value that means nothing is answered with 422."""
    published = Notice.objects.published()
    listed = NoticeFilter(request.GET, queryset=published)
    is_valid = listed.is_valid()
    shown = listed if is_valid else NoticeFilter(request.GET.__class__(), queryset=published)
    shown.is_valid()
    page = _page(listed.qs if is_valid else published.none(), request.GET.get("page"))
    counted = facets(shown)
    context = {
        "page": page,
        "rows": [notice_row(each, at=listed.at) for each in page],
        "form": listed.form,
        "facets": counted,
        "chips": chips(shown.data, counted, shown.form.cleaned_data.get("q")),
        "sorts": sorts(shown),
        "query": f"?{query}" if (query := first_page(shown.data).urlencode()) else "",
    }
    return render(request, "procurement/notices.html", context, status=200 if is_valid else 422)


def _page(found, number) -> Page:
    """Return a page of notices; the keys are sorted alone, a row is far wider."""
    page = Paginator(found.values_list("pk", flat=True), PER_PAGE).get_page(number)
    rows = Notice.objects.for_list().in_bulk(list(page))
    page.object_list = [rows[key] for key in page]
    return page


@require_safe
def notice(request, public_id):
    """Show the record of one notice: its terms, and after the close what came of it."""
    found = _published(public_id)
    at = clock.now()
    context = notice_page(found, at=at) | {"viewer": viewer_of(request.user, found, at=at)}
    return render(request, "procurement/notice.html", context)


@require_safe
def record(request, public_id):
    """Return everything public about one notice as canonical JSON."""
    found = _published(public_id)
    body = canonical(public_record(found, at=clock.now()))
    name = f"{found.public_id}.json"
    return HttpResponse(
        body,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def deadlines(request, public_id):
    """Return the deadlines of one notice for everybody's calendar, in the language of the page."""
    found = _published(public_id)
    body = as_icalendar(
        deadlines_for("notice", found, at=request.received_at),
        name=found.title,
        host=found.hall.site.hostname if found.hall.site else "localhost",
        root=request.build_absolute_uri("/")[:-1],
        at=request.received_at,
    )
    return HttpResponse(
        body,
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'inline; filename="{found.public_id}.ics"'},
    )


@require_safe
def modes(request):
    """Explain every registered way of choosing an agency."""
    return render(request, "procurement/modes.html", {"modes": all_modes()})


def _published(public_id: str) -> Notice:
    return get_object_or_404(with_page_parts(Notice.objects.published()), public_id=public_id)
