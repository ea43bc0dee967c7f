"""Asking one place of the index: totals, counts and the rows of a page."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from django.db import connection

from ...meaning import Clause
from ...text import name_key
from ..base import FEW_HITS, SUGGESTIONS, Found, Query, Result
from . import bits
from .matching import EVERYTHING, NAMES, matcher_of
from .tables import KIND_BITS, ROW_MAX, TSVECTOR, Tables
from .writing import ALL, LANGUAGE

FEW = 100  # so many rows are counted by what each of them has
RANKED = 5_000  # hits above it are put in order by their score alone
ALIKE = 2_000  # names that begin alike, as many as are looked at
LAST_CHARACTER = "\U0010ffff"
Sets = Mapping[str, Mapping[str, int]]


class Reader:
    """Reads one place, within one search."""

    def __init__(self, tables: Tables, kinds: Sequence[str]) -> None:
        self.tables = tables
        self.matcher = matcher_of(tables)
        self.numbers = {kind: number for number, kind in enumerate(kinds, 1)}
        self.scores: dict[tuple[str, int], int] = {}  # of few rows, read with their facets
        self.sizes: dict[str, int] = {}  # how many rows of each kind the text alone finds

    def search(self, query: Query) -> Result:
        """Return what meets the query, exactly."""
        kinds = query.kinds or tuple(self.numbers)
        matched = self._matched(query.clauses, [kind for kind in kinds if kind in self.numbers])
        totals, hits, facets = {}, [], {}
        for kind in kinds:
            if kind not in self.numbers:
                totals[kind] = 0
                continue
            part = Part(self, kind, query, matched[kind])
            found = part.narrowed(matched[kind])
            totals[kind] = found.bit_count()
            first, many = query.part_of(kind)
            hits += [Found(kind, row) for row in part.ordered(found, first, many)]
            if query.kind in ("", kind):
                for facet, counts in part.counts(matched[kind]).items():
                    together = facets.setdefault(facet, {})
                    for value, count in counts.items():
                        together[value] = together.get(value, 0) + count
        return Result(totals, hits, facets)

    @property
    def has_many(self) -> bool:
        """Return whether the text alone finds enough: then filters took it away, no misspelling."""
        return sum(self.sizes.values()) >= FEW_HITS

    def suggest(self, text: str, clauses: Sequence[Clause], kinds, language: str) -> list[Found]:
        """Return the rows whose name somebody may be typing: those that begin so come first."""
        wanted = [kind for kind in kinds or self.numbers if kind in self.numbers]
        found: dict[Found, None] = {}
        query = Query(language=language)
        parts = {kind: Part(self, kind, query) for kind in wanted}
        for begins in (True, False):
            if begins:
                ids = self.beginning_with(name_key(text), exactly=False)
            else:
                ids = self.matcher.ids(clauses, within=EVERYTHING, names=NAMES)
            ids = sorted(ids)
            for kind, part in parts.items():
                some = self.own(kind, ids) & part.readable
                for row in part.ordered_by_score(some, SUGGESTIONS):
                    found[Found(kind, row)] = None
            if len(found) >= SUGGESTIONS:
                break
        return list(found)[:SUGGESTIONS]

    def beginning_with(self, key: str, *, exactly: bool) -> list[int]:
        """Return the entries with a name or code that is (or begins with) what was typed."""
        if not key:
            return []
        table = self.tables.name
        if exactly:
            return _column(f"SELECT id FROM {table} WHERE key = %s LIMIT {ALIKE}", [key])
        sql = f"SELECT id FROM {table} WHERE key >= %s AND key < %s ORDER BY key LIMIT {ALIKE}"
        return _column(sql, [key, key + LAST_CHARACTER])

    def sets(self, kind: str, facets: Iterable[str] | None) -> Sets:
        """Return the sets of rows by facet and value; of all facets for None."""
        sql = f"SELECT facet, value, rows FROM {self.tables.bits} WHERE kind = %s"
        params: list = [self.numbers[kind]]
        if facets is not None:
            wanted = sorted(facets)
            sql += f" AND facet IN ({', '.join(['%s'] * len(wanted))})"
            params += wanted
        found: dict[str, dict[str, int]] = {}
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            for facet, value, rows in cursor.fetchall():
                found.setdefault(facet, {})[value] = bits.unpacked(rows)
        return found

    def sets_among(self, kind: str, among: int) -> Sets:
        """Return the same sets of a few rows alone, by what is kept with each of them."""
        found: dict[str, dict[str, int]] = {}
        for row, kept, score in self.entries(kind, among, "facets, score"):
            self.scores[kind, row] = score
            for facet, value in json.loads(kept):
                values = found.setdefault(facet, {})
                values[value] = values.get(value, 0) | 1 << row
        return found

    def scores_of(self, kind: str, among: int) -> dict[int, int]:
        """Return the scores of some rows."""
        rows = bits.members(among)
        if all((kind, row) in self.scores for row in rows):
            return {row: self.scores[kind, row] for row in rows}
        return dict(self.entries(kind, among, "score"))

    def entries(self, kind: str, among: int, columns: str) -> list[tuple]:
        """Return some rows with columns of their entries."""
        table, base = self.tables.entry, self.within(kind)[0]
        ids = [base | row for row in bits.members(among)]
        sql = f"SELECT id & {ROW_MAX}, {columns} FROM {table} WHERE id"
        if self.tables.way == TSVECTOR:
            sql, params = f"{sql} = ANY(%s)", [ids]
        else:
            sql, params = f"{sql} IN (SELECT value FROM json_each(%s))", [str(ids)]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def within(self, kind: str) -> tuple[int, int]:
        """Return the first and the last id that an entry of a kind may have."""
        return self.numbers[kind] << KIND_BITS, self.numbers[kind] << KIND_BITS | ROW_MAX

    def _matched(self, clauses: Sequence[Clause], kinds: list[str]) -> dict[str, int | None]:
        """Return what the text alone finds, by kind; None means everything."""
        if not clauses:
            return dict.fromkeys(kinds)
        within = self.within(kinds[0]) if len(kinds) == 1 else EVERYTHING
        ids = sorted(self.matcher.ids(clauses, within=within))
        found = {kind: self.own(kind, ids) for kind in kinds}
        self.sizes = {kind: rows.bit_count() for kind, rows in found.items()}
        return found

    def own(self, kind: str, ids: Sequence[int]) -> int:
        """Return the set of those rows among sorted entries that are of a kind."""
        low, high = self.within(kind)
        return bits.set_of(ids[bisect_left(ids, low) : bisect_right(ids, high)], low)


class Part:
    """One kind's share of an answer."""

    def __init__(self, reader: Reader, kind: str, query: Query, matched: int | None = None) -> None:
        self.reader = reader
        self.kind = kind
        self.query = query
        self.matched = matched  # what the text alone finds; None means everything

    @cached_property
    def sets(self) -> Sets:
        query = self.query
        if self.matched is not None and self.matched.bit_count() <= FEW:
            return self.reader.sets_among(self.kind, self.matched)
        counting = query.kind in ("", self.kind)
        if counting and query.counted is None:
            return self.reader.sets(self.kind, None)
        counted = query.counted if counting else ()
        return self.reader.sets(self.kind, {ALL, LANGUAGE, *query.filters, *counted})

    @cached_property
    def readable(self) -> int:
        """Return the rows that readers of the language may see."""
        everything = self.sets.get(ALL, {}).get("", 0)
        if not self.query.language:
            return everything
        spoken = self.sets.get(LANGUAGE, {})
        return spoken.get("", 0) | spoken.get(self.query.language, 0)

    @cached_property
    def filters(self) -> dict[str, int]:
        """Return the rows that meet each filter."""
        return {
            facet: bits.union(self.sets.get(facet, {}).get(value, 0) for value in set(values))
            for facet, values in self.query.filters.items()
        }

    def narrowed(self, matched: int | None, *, without: str = "") -> int:
        """Return what meets the text and all filters but one."""
        found = self.readable if matched is None else matched & self.readable
        for facet, rows in self.filters.items():
            if facet != without:
                found &= rows
        return found

    def counts(self, matched: int | None) -> dict[str, dict[str, int]]:
        """Return how many rows each value of each facet would leave, its own filter aside."""
        everything, found = self.narrowed(matched), {}
        for facet, values in self.sets.items():
            if facet.startswith("~") or not self.query.counts(facet):
                continue
            own = self.narrowed(matched, without=facet) if facet in self.filters else everything
            counts = {value: (rows & own).bit_count() for value, rows in values.items()}
            found[facet] = {value: count for value, count in counts.items() if count}
        return found

    def ordered(self, found: int, first: int, many: int) -> list[int]:
        """Return the rows of a page: those that are called so first, then the best."""
        if not many or first >= found.bit_count():
            return []
        rows: list[int] = []
        for tier, is_ranked in self._tiers(found):
            size = tier.bit_count()
            if first >= size:
                first -= size
                continue
            rows += self._best(tier, first, many - len(rows), is_ranked=is_ranked)
            first = 0
            if len(rows) >= many:
                break
        return rows

    def ordered_by_score(self, found: int, many: int) -> list[int]:
        """Return the best rows of a set, whatever they match."""
        return self._best(found, 0, many, is_ranked=False)

    def _tiers(self, found: int) -> Iterator[tuple[int, bool]]:
        """Yield disjoint sets, the best first, and whether relevance matters within."""
        clauses = self.query.clauses
        if clauses:
            key = name_key(self.query.text)
            for exactly in (True, False):
                some = self._own(self.reader.beginning_with(key, exactly=exactly)) & found
                yield some, False
                found &= ~some
                if not found:
                    return
            matcher, within = self.reader.matcher, self.reader.within(self.kind)
            named = self._own(matcher.ids(clauses, within=within, names=NAMES)) & found
            yield named, True
            found &= ~named
        yield found, bool(clauses)

    def _own(self, ids: Iterable[int]) -> int:
        return self.reader.own(self.kind, sorted(ids))

    def _best(self, tier: int, first: int, many: int, *, is_ranked: bool) -> list[int]:
        size = tier.bit_count()
        if size > RANKED:
            return self._walked(tier, first, many)
        if not size:
            return []
        scores = self.reader.scores_of(self.kind, tier)
        relevance = self._relevance if is_ranked and size > 1 else {}
        base = self.reader.within(self.kind)[0]
        rows = sorted(scores, key=lambda row: (relevance.get(base | row, 0), -scores[row], row))
        return rows[first : first + many]

    @cached_property
    def _relevance(self) -> dict[int, float]:
        """Return how well each row matches; nothing where so many do that it means little."""
        if self.reader.sizes.get(self.kind, 0) > RANKED:
            return {}
        within = self.reader.within(self.kind)
        return self.reader.matcher.relevance(self.query.clauses, within=within)

    def _walked(self, tier: int, first: int, many: int) -> list[int]:
        """Walk all rows by falling score as far as the page needs: the set is a large part."""
        table, number = self.reader.tables.entry, self.reader.numbers[self.kind]
        sql = f"SELECT id FROM {table} WHERE kind = %s ORDER BY score DESC, id LIMIT %s OFFSET %s"
        rows: list[int] = []
        begin, step = 0, 2_000
        while len(rows) < first + many:
            ids = _column(sql, [number, step, begin])
            if not ids:
                break
            rows += bits.walk((each & ROW_MAX for each in ids), tier)
            begin, step = begin + step, step * 2
        return rows[first : first + many]


def _column(sql: str, params: list) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]
