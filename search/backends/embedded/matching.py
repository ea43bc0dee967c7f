"""How clauses are asked of the database: as SQL that gives the ids of entries."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

from django.db import connection, transaction

from ...meaning import Alternative, Clause
from ...text import is_chinese, is_whole, needle, phrase
from .tables import FTS5, TSVECTOR, Tables

Sql = tuple[str, list]
NAMES, ANYWHERE = True, False
EVERYTHING = 0, (1 << 62)
LONG = 3  # of two characters a bigram says everything


class Matcher(ABC):
    """One way of searching."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def at_work(self) -> AbstractContextManager:
        """Surround what one search asks."""
        return nullcontext()

    @abstractmethod
    def entries(self, clauses: Sequence[Clause], *, within: tuple[int, int], names: bool) -> Sql:
        """Return SQL for the ids of the entries in a range that meet all clauses."""

    def ids(
        self, clauses: Sequence[Clause], *, within: tuple[int, int], names: bool = ANYWHERE
    ) -> list[int]:
        """Return the ids of the entries in a range that meet all clauses."""
        if () in clauses:
            return []
        sql, params = self.entries(clauses, within=within, names=names)
        with connection.cursor() as cursor:
            cursor.execute(*self.all_at_once(sql, params))
            return self.read(cursor.fetchall())

    def all_at_once(self, sql: str, params: list) -> Sql:
        """Return the SQL as it is asked when all ids are wanted."""
        return sql, params

    def read(self, rows: list[tuple]) -> list[int]:
        """Return the ids that the database answered with."""
        return [row[0] for row in rows]

    def is_rare(self, gram: str, limit: int) -> bool:
        """Return whether at most so many entries have a token."""
        sql, params = self.entries((((gram,),),), within=EVERYTHING, names=NAMES)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({sql} LIMIT {limit + 1}) AS found", params)
            return cursor.fetchone()[0] <= limit

    def relevance(self, clauses: Sequence[Clause], *, within: tuple[int, int]) -> dict[int, float]:
        """Return how well entries match, by id: the smaller the better. Nothing where unknown."""
        return {}


class Fts5Matcher(Matcher):
    """SQLite's full text: every run is a phrase of bigrams."""

    def entries(self, clauses, *, within, names):
        words = self.tables.words
        sql = f"SELECT rowid AS id FROM {words} WHERE {words} MATCH %s AND rowid BETWEEN %s AND %s"
        return sql, [self._expression(clauses, names), *within]

    def relevance(self, clauses, *, within):
        words = self.tables.words
        sql = (
            f"SELECT rowid, bm25({words}, 10.0, 1.0) FROM {words}"
            f" WHERE {words} MATCH %s AND rowid BETWEEN %s AND %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [self._expression(clauses, ANYWHERE), *within])
            return dict(cursor.fetchall())

    def _expression(self, clauses: Sequence[Clause], names: bool) -> str:
        whole = " AND ".join(f"({' OR '.join(map(self._all, clause))})" for clause in clauses)
        return f"{{names}} : ({whole})" if names else whole

    def _all(self, alternative: Alternative) -> str:
        return f"({' AND '.join(map(self._run, alternative))})"

    def _run(self, run: str) -> str:
        beginning = len(run) == 1 if is_chinese(run) else not is_whole(run)
        return f'"{" ".join(phrase(run))}"{" *" if beginning else ""}'


class ScanMatcher(Matcher):
    """Looks into every text: what is left where SQLite was built without FTS5."""

    def entries(self, clauses, *, within, names):
        conditions, params = self.conditions(clauses, names)
        sql = f"SELECT id FROM {self.tables.entry} WHERE id BETWEEN %s AND %s AND {conditions}"
        return sql, [*within, *params]

    def conditions(self, clauses: Sequence[Clause], names: bool) -> Sql:
        """Return that every clause is met, by looking for each run in the text."""
        hay = "name_hay" if names else "hay"
        looks = f"{'strpos' if connection.vendor == 'postgresql' else 'instr'}({hay}, %s) > 0"
        whole = [
            " OR ".join(f"({' AND '.join([looks] * len(runs))})" for runs in clause)
            for clause in clauses
        ]
        params = [needle(run) for clause in clauses for runs in clause for run in runs]
        return " AND ".join(f"({each})" for each in whole), params


class TsvectorMatcher(ScanMatcher):
    """PostgreSQL: the bigrams by the index, their order by looking at what that leaves."""

    def entries(self, clauses, *, within, names):
        unsure = list(clauses) if names else [each for each in clauses if self._is_unsure(each)]
        conditions, params = self.conditions(unsure, names) if unsure else ("TRUE", [])
        sql = (
            f"SELECT id FROM {self.tables.entry} WHERE words @@ %s::tsquery"
            f" AND id BETWEEN %s AND %s AND {conditions}"
        )
        return sql, [self._expression(clauses), *within, *params]

    @contextmanager
    def at_work(self):
        """Ask without the scan of the whole table that the planner would take for a broad word."""
        is_part = connection.in_atomic_block
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            yield
            if is_part:  # of a transaction that goes on
                cursor.execute("SET LOCAL enable_seqscan = on")

    def all_at_once(self, sql, params):
        return f"SELECT array_agg(id) FROM ({sql}) AS found", params

    def read(self, rows):
        return rows[0][0] or []

    def _is_unsure(self, clause: Clause) -> bool:
        return any(is_chinese(run) and len(run) >= LONG for runs in clause for run in runs)

    def _expression(self, clauses: Sequence[Clause]) -> str:
        return " & ".join(f"({' | '.join(map(self._all, clause))})" for clause in clauses)

    def _all(self, alternative: Alternative) -> str:
        return f"({' & '.join(self._gram(*each) for each in map(self._grams, alternative))})"

    def _grams(self, run: str) -> tuple[list[str], bool]:
        beginning = len(run) == 1 if is_chinese(run) else not is_whole(run)
        return list(dict.fromkeys(phrase(run))), beginning

    def _gram(self, grams: list[str], beginning: bool) -> str:
        return " & ".join(f"'{gram}'{':*' if beginning else ''}" for gram in grams)


def matcher_of(tables: Tables) -> Matcher:
    """Return the way in which the place's tables are searched."""
    return {FTS5: Fts5Matcher, TSVECTOR: TsvectorMatcher}.get(tables.way, ScanMatcher)(tables)
