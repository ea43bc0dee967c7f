"""Putting documents into a place's tables, and taking them out."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection

from ...document import Document
from ...spelling import LONGEST, SHORTEST
from ...text import is_chinese
from . import bits
from .tables import FTS5, KIND_BITS, SCAN, TSVECTOR, Tables

AT_ONCE = 500
LANGUAGE = "~language"  # what every document has beside its own facets
ALL = "~all"
Place = tuple[int, str, str]  # kind, facet, value


class Writer:
    """Writes into one place. The caller holds the transaction."""

    def __init__(self, tables: Tables, kinds: Sequence[str]) -> None:
        self.tables = tables
        self.kinds = {kind: number for number, kind in enumerate(kinds, 1)}

    def index(self, documents: Iterable[Document], *, version: int) -> None:
        """Keep documents as they are now, but for those of which a later state is kept."""
        by_id = {self.id_of(each.kind, each.id): each for each in documents}
        kept = self._kept(by_id)
        stale = {key for key, held in kept.items() if held[0] <= version}
        same = {key for key in stale if kept[key][1] == by_id[key].digest}
        new = {key: each for key, each in by_id.items() if key not in kept or key in stale - same}
        changes = Changes()
        self._remove({key: kept[key][2] for key in stale - same}, changes)
        self.insert(new, changes, version=version)
        self._apply(changes)
        self._execute_many(
            f"UPDATE {self.tables.entry} SET version = %s WHERE id = %s",
            [(version, key) for key in same],
        )

    def delete(self, kind: str, rows: Collection[int], *, version: int) -> None:
        """Forget rows, but for those of which a later state is kept."""
        kept = self._kept(self.id_of(kind, row) for row in rows)
        changes = Changes()
        self._remove(
            {key: facets for key, (held, _digest, facets) in kept.items() if held <= version},
            changes,
        )
        self._apply(changes)

    def fill(self, documents: Iterable[Document], changes: Changes, *, version: int) -> None:
        """Add documents to a place that has none of them; the sets are written by ``finish``."""
        by_id = {self.id_of(each.kind, each.id): each for each in documents}
        self.insert(by_id, changes, version=version)

    def finish(self, changes: Changes) -> None:
        """Write the sets of everything that was filled in."""
        self._apply(changes)

    def id_of(self, kind: str, row: int) -> int:
        return self.kinds[kind] << KIND_BITS | row

    def insert(self, new: Mapping[int, Document], changes: Changes, *, version: int) -> None:
        """Write the rows of documents of which nothing is there."""
        entries, names, words = [], [], []
        for key, each in new.items():
            facets = [*each.values(), (LANGUAGE, each.language), (ALL, "")]
            changes.add(key, facets)
            changes.terms.update(terms_of(each))
            plain = json.dumps(facets, ensure_ascii=False)
            entry = [key, key >> KIND_BITS, each.score, version, each.digest, plain]
            entries.append(entry + self._searched(each))
            names += [(name, key) for name in each.name_keys]
            words.append((key, each.name_tokens, each.text_tokens))
        self._execute_many(self._insert_entry(), entries)
        self._execute_many(f"INSERT INTO {self.tables.name} VALUES (%s, %s)", names)
        if self.tables.way == FTS5:
            into = f"INSERT INTO {self.tables.words} (rowid, names, body) VALUES (%s, %s, %s)"
            self._execute_many(into, words)

    def _searched(self, document: Document) -> list:
        if self.tables.way == FTS5:
            return []
        hays = [document.hay, document.name_hay]
        if self.tables.way == SCAN:
            return hays
        words = f"{document.name_tokens} {document.text_tokens}".split()
        return [*hays, list(dict.fromkeys(words))]

    def _insert_entry(self) -> str:
        values = "%s, %s, %s, %s, %s, %s"
        if self.tables.way != FTS5:
            values += ", %s, %s"
        if self.tables.way == TSVECTOR:
            values += ", array_to_tsvector(%s::text[])"
        return f"INSERT INTO {self.tables.entry} VALUES ({values})"

    def _kept(self, keys: Iterable[int]) -> dict[int, tuple[int, str, list]]:
        """Return version, fingerprint and facets of the entries that are there."""
        found, keys = {}, list(keys)
        with connection.cursor() as cursor:
            for begin in range(0, len(keys), AT_ONCE):
                some = keys[begin : begin + AT_ONCE]
                marks = ", ".join(["%s"] * len(some))
                cursor.execute(
                    f"SELECT id, version, digest, facets FROM {self.tables.entry}"
                    f" WHERE id IN ({marks})",
                    some,
                )
                for key, version, digest, facets in cursor.fetchall():
                    found[key] = version, digest, json.loads(facets)
        return found

    def _remove(self, old: Mapping[int, list], changes: Changes) -> None:
        for key, facets in old.items():
            changes.take(key, facets)
        keys = [(key,) for key in old]
        self._execute_many(f"DELETE FROM {self.tables.entry} WHERE id = %s", keys)
        self._execute_many(f"DELETE FROM {self.tables.name} WHERE id = %s", keys)
        if self.tables.way == FTS5:
            self._execute_many(f"DELETE FROM {self.tables.words} WHERE rowid = %s", keys)

    def _apply(self, changes: Changes) -> None:
        """Bring the kept sets up to date, in the same transaction as the rows."""
        table = self.tables.bits
        select = f"SELECT rows FROM {table} WHERE kind = %s AND facet = %s AND value = %s"
        put = (
            f"INSERT INTO {table} VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (kind, facet, value) DO UPDATE SET rows = excluded.rows"
        )
        with connection.cursor() as cursor:
            for place in sorted(changes.added.keys() | changes.taken.keys()):
                cursor.execute(select, place)
                row = cursor.fetchone()
                found = bits.unpacked(row[0]) if row else 0
                found &= ~bits.set_of(changes.taken.get(place, ()))
                found |= bits.set_of(changes.added.get(place, ()))
                cursor.execute(put, [*place, bits.packed(found)])
        self._execute_many(
            f"INSERT INTO {self.tables.term} VALUES (%s, %s) ON CONFLICT (term)"
            f" DO UPDATE SET number = {self.tables.term}.number + excluded.number",
            sorted(changes.terms.items()),
        )

    def _execute_many(self, statement: str, rows: list) -> None:
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(statement, rows)


class Changes:
    """Which rows come into which sets and which leave them, before anything is written."""

    def __init__(self) -> None:
        self.added: dict[Place, list[int]] = defaultdict(list)
        self.taken: dict[Place, list[int]] = defaultdict(list)
        self.terms: Counter[str] = Counter()

    def add(self, key: int, facets: Iterable[Sequence[str]]) -> None:
        for facet, value in facets:
            self.added[key >> KIND_BITS, facet, value].append(key & (1 << KIND_BITS) - 1)

    def take(self, key: int, facets: Iterable[Sequence[str]]) -> None:
        for facet, value in facets:
            self.taken[key >> KIND_BITS, facet, value].append(key & (1 << KIND_BITS) - 1)


def terms_of(document: Document) -> set[str]:
    """Return the words of a document's names to which a misspelt one may be corrected."""
    words = {run for run in document.spelt_runs if not run.isdigit()}
    if not document.aliases:  # names of the trade are words, names of firms are none
        words = {word for word in words if not is_chinese(word)}
    return {word for word in words if SHORTEST <= len(word) <= LONGEST}
