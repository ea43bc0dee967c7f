"""Lists of other apps, narrowed by the index: the directory, the notices, the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import BigIntegerField, QuerySet
from django.db.models.expressions import RawSQL

from marketplace.search import PlainSearch

from . import conf
from .backends.base import EngineDown
from .backends.embedded import EmbeddedBackend
from .meaning import meaning
from .registry import engine
from .selector import PLAIN
from .synonyms import synonyms


class IndexedSearch(PlainSearch):
    """Asks the index within the database, so that keys never leave it.

    Whatever engine answers the search page, lists are joined with rows, and that only the
    database can do; its index is always kept. A kind that no index knows, and a site without an
    index, are searched column by column.
    """

    def narrow(self, rows: QuerySet, text: str, *, kind: str, fields: Sequence[str]) -> QuerySet:
        clauses = meaning(text, synonyms())
        if not clauses:
            return rows
        if () in clauses:
            return rows.none()
        index = self._index(kind)
        if index is None:
            return super().narrow(rows, text, kind=kind, fields=fields)
        sql, params = index.keys_sql(clauses, kind)
        return rows.filter(pk__in=RawSQL(sql, params, output_field=BigIntegerField()))  # noqa: S611

    def facet_counts(self, rows, *, kind, facets):
        index = self._index(kind)
        if index is None:
            return None
        return index.counts_among(kind, rows.order_by().values_list("pk", flat=True), facets)

    def _index(self, kind: str) -> EmbeddedBackend | None:
        index = engine("database")
        if conf.engine() == PLAIN or kind not in index.kinds:
            return None
        try:
            index.require()
        except EngineDown:
            return None
        return index
