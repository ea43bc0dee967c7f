"""The engine that is always there: its index lives in the site's own database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import connection

from ...document import Document
from ...meaning import Clause, meaning
from ...models import Index
from ..base import (
    FEW_HITS,
    Documents,
    EngineDown,
    Found,
    Health,
    Holding,
    Progress,
    Query,
    Result,
    SearchBackend,
)
from . import bits, correcting
from .keeping import failures_told, kept_together
from .matching import Sql
from .reading import Reader
from .rebuilding import Rebuild
from .tables import ROW_MAX, VERSION, Tables, way_of_searching
from .writing import Writer


class EmbeddedBackend(SearchBackend):
    """Full text of the database, bigrams for Chinese, and sets of rows for the facets.

    Without FTS5 in SQLite it looks into every text instead: slower, and just as right.
    """

    key = "database"
    place = 90

    @property
    def way(self) -> str:
        """Return how the database searches: ``fts5``, ``tsvector`` or ``scan``."""
        return way_of_searching(connection.vendor)

    @property
    def layout(self):
        return [VERSION, self.way]

    def search(self, query: Query) -> Result:
        with failures_told():
            reader = self._reader()
            with reader.matcher.at_work():
                result = reader.search(query)
                if query.clauses and result.total < FEW_HITS and not reader.has_many:
                    result = correcting.with_suggestion(result, query, reader)
        return result

    def suggest(self, text, *, kinds: Sequence[str], language: str) -> list[Found]:
        clauses = meaning(text)
        if not clauses or () in clauses:
            return []
        with failures_told():
            reader = self._reader()
            with reader.matcher.at_work():
                return reader.suggest(text, clauses, kinds, language)

    def index(self, documents: Iterable[Document], *, version: int) -> None:
        with kept_together():
            self._writer().index(documents, version=version)

    def delete(self, kind: str, ids: Collection[int], *, version: int) -> None:
        with kept_together():
            self._writer().delete(kind, ids, version=version)

    def rebuild(self, documents: Documents, *, progress: Progress) -> None:
        Rebuild(self).run(documents, progress)

    def health(self) -> Health:
        try:
            with failures_told():
                kept = self.require()
                reader = self._reader()
                counts = {
                    kind: reader.sets(kind, {"~all"}).get("~all", {}).get("", 0).bit_count()
                    for kind in self.kinds
                }
        except EngineDown as reason:
            return Health(False, {}, str(reason))
        facts = {"way": self.way, "schema": kept.schema, "documents": counts}
        return Health(True, facts)

    def holdings(self, kind: str) -> Iterator[tuple[int, Holding]]:
        tables, (low, high) = self._place(), self._reader().within(kind)
        sql = (
            f"SELECT id, version, digest FROM {tables.entry}"
            " WHERE id > %s AND id <= %s ORDER BY id LIMIT 5000"
        )
        low -= 1
        while True:
            with connection.cursor() as cursor:
                cursor.execute(sql, [low, high])
                rows = cursor.fetchall()
            if not rows:
                return
            for key, version, digest in rows:
                yield key & ROW_MAX, Holding(version, digest)
            low = rows[-1][0]

    def counts_among(
        self, kind: str, keys: Iterable[int], facets: Iterable[str]
    ) -> dict[str, dict[str, int]]:
        """Return how many of some rows have each value of each facet."""
        among = bits.set_of(list(keys))
        return {
            facet: {value: (rows & among).bit_count() for value, rows in values.items()}
            for facet, values in self._reader().sets(kind, facets).items()
        }

    def keys_sql(self, clauses: Sequence[Clause], kind: str) -> Sql:
        """Return SQL for the keys of the rows of a kind that meet all clauses, for lists."""
        with failures_told():
            reader = self._reader()
        sql, params = reader.matcher.entries(clauses, within=reader.within(kind), names=False)
        return f"SELECT id & {ROW_MAX} FROM ({sql}) AS found", params

    def tables(self, slot: int) -> Tables:
        """Return one of the two places."""
        return Tables(slot, self.way)

    def writer_of(self, slot: int) -> Writer:
        """Return who writes into a place."""
        return Writer(self.tables(slot), sorted(self.kinds))

    def require(self) -> Index:
        """Return what is known of the index that answers.

        Raises:
            EngineDown: where there is none, or one of another version.
        """
        kept = Index.objects.filter(key=self.key).first()
        if kept is None or kept.built_at is None:
            raise EngineDown("there is no index yet: run manage.py rebuild_search")
        if kept.schema != self.schema:
            raise EngineDown("the index is of another version: run manage.py rebuild_search")
        return kept

    def _place(self) -> Tables:
        return self.tables(self.require().slot)

    def _reader(self) -> Reader:
        return Reader(self._place(), sorted(self.kinds))

    def _writer(self) -> Writer:
        return Writer(self._place(), sorted(self.kinds))
