from dataclasses import dataclass

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from marketplace.search import readable

from .backends.base import LAST_PAGE, PER_PAGE, Query, Result
from .forms import SearchForm
from .registry import sources
from .rows import rows_of
from .selector import search
from .sources.base import Hit
from .synonyms import synonyms


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A group as the page shows it."""

    key: str
    label: str | Promise
    total: int
    hits: list[Hit]

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
    context = {"form": form, "text": text, "kind": kind}
    if text:
        page = _page_number(request)
        found = search(
            Query.of(
                text,
                synonyms=synonyms(),
                language=get_language(),
                kind=kind,
                page=page,
                counted=(),
            )
        )
        context |= _shown(found, known, kind=kind, page=page, request=request)
    return render(request, "search/results.html", context)


def _shown(result: Result, known, *, kind, page, request) -> dict:
    found = [
        FoundGroup(
            key=source.key,
            label=source.label,
            total=result.totals[source.key],
            hits=[
                source.hit(row, request)
                for row in rows_of(source, result.of(source.key), language=get_language())
            ],
        )
        for source in known
    ]
    chosen = next((group for group in found if group.key == kind), None)
    return {
        "groups": found,
        "total": sum(group.total for group in found),
        "is_degraded": result.is_degraded,
        "chosen": chosen,
        "page_of_hits": chosen and _page_of(chosen.total, page),
    }


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
