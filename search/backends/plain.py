"""Asks the tables themselves: nothing to install, nothing to keep up to date, and no index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import QuerySet

from marketplace.search import PlainSearch

from ..document import Document
from ..sources.base import SearchSource
from .base import SUGGESTIONS, Found, Query, Result

AT_ONCE = 500
MOST_COUNTED = 5_000  # rows; among more of them no facets are counted without an index


class PlainScan(PlainSearch):
    """What answers where there is no index: each word is part of one of the columns.

    It knows no synonyms, no sounds and no spelling, and counts facets by reading every row
    that was found, up to a limit: right for a town, and for the time until an index is made.
    """

    def __init__(self, sources: Sequence[SearchSource]) -> None:
        self.sources = {source.key: source for source in sources}

    def search(self, query: Query) -> Result:
        """Return the page, the totals and the facets, straight from the rows."""
        totals, hits, counts = {}, [], defaultdict(Counter)
        for kind in query.kinds or self.sources:
            source = self.sources.get(kind)
            rows = self._found(source, query) if source else None
            if rows is None:
                totals[kind] = 0
                continue
            counting = query.kind in ("", kind) and (query.counted is None or query.counted)
            if query.filters or counting:
                rows = self._filtered(source, rows, query, counts if counting else None)
            totals[kind] = rows.count()
            first, many = query.part_of(kind)
            keys = rows.values_list("pk", flat=True)[first : first + many]
            hits += [Found(kind, key) for key in keys]
        facets = {facet: dict(values) for facet, values in counts.items()}
        return Result(totals, hits, facets, is_degraded=True)

    def suggest(self, text: str, *, kinds: Sequence[str], language: str) -> list[Found]:
        """Return rows with the text in their name."""
        found = []
        for kind in kinds or self.sources:
            source = self.sources[kind]
            rows = self.narrow(source.public(language), text, kind=kind, fields=source.names)
            ranked = self.rank(rows, text, names=source.names)[:SUGGESTIONS]
            found += [Found(kind, key) for key in ranked.values_list("pk", flat=True)]
        return found[:SUGGESTIONS]

    def _found(self, source: SearchSource, query: Query) -> QuerySet:
        rows = source.public(query.language)
        if not query.clauses:
            return rows.order_by(*source.names, "pk")
        if () in query.clauses:
            return rows.none()
        rows = self.narrow(rows, query.text, kind=source.key, fields=source.fields)
        return self.rank(rows, query.text, names=source.names)

    def _filtered(self, source, rows: QuerySet, query: Query, counts) -> QuerySet:
        """Return the rows that meet the filters, having counted what each value would leave."""
        keys = list(rows.values_list("pk", flat=True))
        if len(keys) > MOST_COUNTED:
            counts = None
            if not query.filters:
                return rows
        kept = []
        for start in range(0, len(keys), AT_ONCE):
            some = source.everything().filter(pk__in=keys[start : start + AT_ONCE])
            for document in source.documents(some):
                missed = {name for name in query.filters if not _meets(document, query, name)}
                if not missed:
                    kept.append(document.id)
                if counts is not None:
                    _count(document, counts, query, missed)
        return rows.filter(pk__in=kept) if query.filters else rows


def _count(document: Document, counts, query: Query, missed: set[str]) -> None:
    for facet, value in document.values():
        if query.counts(facet) and missed <= {facet}:
            counts[facet][value] += 1


def _meets(document: Document, query: Query, facet: str) -> bool:
    return not set(query.filters[facet]).isdisjoint(document.facets.get(facet, ()))
