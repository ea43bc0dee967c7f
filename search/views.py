from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from marketplace.facets import chips
from marketplace.search import MAX_LENGTH, readable

from .backends.base import LAST_PAGE, PER_PAGE, Found, Query, Result
from .forms import SearchForm
from .highlight import excerpt, highlight
from .narrowing import drawn, facets_in, filters_in
from .registry import sources
from .rows import rows_of
from .selector import search_as_meant, suggest
from .sources.base import Hit, SearchSource
from .synonyms import synonyms


@dataclass(frozen=True, slots=True)
class Marked:
    """One thing found as the page shows it, with what was looked for marked."""

    title: SafeString
    url: str
    summary: SafeString
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A group as the page shows it; ``url`` leads to all of it."""

    key: str
    label: str | Promise
    total: int
    hits: list[Marked]
    url: str

    @property
    def has_more(self) -> bool:
        return self.total > len(self.hits)


@require_safe
def results(request):
    """Show what was found: the first few of each kind, or one kind page by page."""
    known = sources()
    form = SearchForm(_as_read(request.GET), sources=known)
    if not form.is_valid():
        return render(request, "search/results.html", {"form": form}, status=422)
    text, kind = form.cleaned_data["q"], form.cleaned_data["kind"]
    context = {"form": form, "text": text, "kind": kind, "list_url": request.path}
    if text:
        context |= _found(request, known, text=text, kind=kind)
    return render(request, "search/results.html", context)


@require_safe
@cache_control(public=True, max_age=60)
def suggestions(request):
    """Tell as JSON what somebody may be typing: at most eight names with their addresses."""
    known = {source.key: source for source in sources()}
    text = readable(request.GET.get("q", ""))[:MAX_LENGTH]
    language = get_language()
    found = suggest(text, language=language) if text else []
    rows: dict[Found, object] = {}
    for kind, hits in groupby(sorted(found, key=attrgetter("kind")), key=attrgetter("kind")):
        ids = [hit.id for hit in hits]
        rows |= {Found(kind, row.pk): row for row in rows_of(known[kind], ids, language=language)}
    told = [_told(known[each.kind], rows[each], request) for each in found if each in rows]
    return JsonResponse({"suggestions": [each for each in told if each["url"]]})


def _told(source: SearchSource, row, request) -> dict[str, str]:
    hit = source.hit(row, request)
    return {"title": str(hit.title), "kind": str(source.label), "url": hit.url}


def _found(request, known: list[SearchSource], *, text: str, kind: str) -> dict:
    facets = facets_in(known, kind)
    chosen = filters_in(request.GET, facets)
    query, result = search_as_meant(
        Query.of(
            text,
            synonyms=synonyms(),
            language=get_language(),
            kind=kind,
            filters=chosen,
            page=_page_number(request),
            counted=tuple(chosen),
        )
    )
    shown = drawn(result, facets, chosen)
    groups = [_group(source, result, query, request) for source in known]
    group = next((each for each in groups if each.key == kind), None)
    return {
        "groups": groups,
        "total": result.total,
        "everything_url": _address(query, facets=facets_in(known, "")),
        "is_degraded": result.is_degraded,
        "suggestion": result.suggestion,
        "suggestion_url": _address(replace(query, text=result.suggestion), kind),
        "read_as": query.text if query.text != text else "",
        "facets": shown,
        "chips": chips(request.GET, shown, ""),
        "kept": {"kind": kind} if kind else {},
        "clear_url": _address(query, kind),
        "chosen": group,
        "page_of_hits": group and _page_of(group.total, query.page),
    }


def _group(source: SearchSource, result: Result, query: Query, request) -> FoundGroup:
    rows = rows_of(source, result.of(source.key), language=query.language)
    return FoundGroup(
        key=source.key,
        label=source.label,
        total=result.totals[source.key],
        hits=[_marked(source.hit(row, request), query.looked_for) for row in rows],
        url=_address(query, source.key, facets=source.facets),
    )


def _marked(hit: Hit, looked_for: list[str]) -> Marked:
    return Marked(
        title=highlight(str(hit.title), looked_for),
        url=hit.url,
        summary=excerpt(str(hit.summary), looked_for),
        facts=hit.facts,
    )


def _address(query: Query, kind: str = "", *, facets: Collection[str] = ()) -> str:
    """Return the address of a search, with those of its filters that are also in ``facets``."""
    kept = {name: values for name, values in query.filters.items() if name in facets}
    named = {"q": query.text} | ({"kind": kind} if kind else {})
    return f"?{urlencode(named | kept, doseq=True)}"


def _as_read(terms) -> dict[str, str]:
    """Return what was asked for without characters that hide, so that none is shown again."""
    return {"q": readable(terms.get("q", "")), "kind": terms.get("kind", "")}


def _page_of(total: int, page: int):
    return Paginator(range(min(total, LAST_PAGE * PER_PAGE)), PER_PAGE).get_page(page)


def _page_number(request) -> int:
    """Return the page asked for; what is no number from 1 to the last is the first."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= 4 else 1
    return number if 1 <= number <= LAST_PAGE else 1
