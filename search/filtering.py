"""Whether one document meets a query, by the same rule that every engine answers by."""

from __future__ import annotations

from .backends.base import Query
from .document import Document
from .text import occurs


def meets(document: Document, query: Query) -> bool:
    """Return whether an engine would find the document."""
    if query.kind and document.kind != query.kind:
        return False
    if query.language and document.language not in ("", query.language):
        return False
    return _is_within(document, query) and _has(document.hay, query)


def _is_within(document: Document, query: Query) -> bool:
    return all(
        not set(values).isdisjoint(document.facets.get(facet, ()))
        for facet, values in query.filters.items()
    )


def _has(hay: str, query: Query) -> bool:
    return all(
        any(all(occurs(run, hay) for run in runs) for runs in clause) for clause in query.clauses
    )
