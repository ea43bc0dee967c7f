"""The tables of an index: two places, of which one answers while the other is made anew.

They are no Django models, because what they are made of depends on the database, and because
a rebuild makes them from nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

VERSION = 1
KIND_BITS = 40  # an entry is known by its kind above and the row's key below these bits
ROW_MAX = (1 << KIND_BITS) - 1
PARTS = ("vocabulary", "words", "bits", "name", "term", "entry")  # those that need others first
FTS5, TSVECTOR, SCAN = "fts5", "tsvector", "scan"


@lru_cache
def way_of_searching(vendor: str) -> str:
    """Return what the database can do: ``fts5``, ``tsvector``, or ``scan`` without either."""
    if vendor == "postgresql":
        return TSVECTOR
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'")
        return FTS5 if cursor.fetchone()[0] else SCAN


@dataclass(frozen=True, slots=True)
class Tables:
    """The names of one place's tables, and how they are made."""

    slot: int
    way: str

    def __getattr__(self, part: str) -> str:
        if part not in PARTS:
            raise AttributeError(part)
        return f"marketplace_search_{part}_{self.slot}"

    def make(self) -> None:
        """Make the tables, empty; what was there is gone."""
        self.drop()
        statements = [*self._everywhere(), *getattr(self, f"_for_{self.way}")()]
        _execute(statements)

    def index(self) -> None:
        """Add what speeds up reading and would slow down filling."""
        _execute(
            [
                f"CREATE INDEX {self.entry}_rank ON {self.entry} (kind, score DESC, id)",
                f"CREATE INDEX {self.name}_key ON {self.name} (key, id)",
                f"CREATE INDEX {self.name}_id ON {self.name} (id)",
                *self._index_for_tsvector(),
            ]
        )

    def drop(self) -> None:
        """Take the tables away where they are."""
        _execute([f"DROP TABLE IF EXISTS {getattr(self, part)}" for part in PARTS])

    def are_there(self) -> bool:
        """Return whether the place has been made."""
        return self.entry in connection.introspection.table_names()

    def _everywhere(self) -> list[str]:
        blob = "bytea" if self.way == TSVECTOR else "blob"
        extra = {TSVECTOR: "hay text, name_hay text, words tsvector", FTS5: "", SCAN: ""}[self.way]
        extra = extra or ("hay text, name_hay text" if self.way == SCAN else "")
        storage = " WITH (toast_tuple_target = 1200)" if self.way == TSVECTOR else ""
        exact = ' COLLATE "C"' if self.way == TSVECTOR else ""
        return [
            f"CREATE TABLE {self.entry} (id bigint PRIMARY KEY, kind smallint NOT NULL,"
            " score bigint NOT NULL, version bigint NOT NULL, digest text NOT NULL,"
            f" facets text NOT NULL{', ' if extra else ''}{extra}){storage}",
            f"CREATE TABLE {self.name} (key text{exact} NOT NULL, id bigint NOT NULL)",
            f"CREATE TABLE {self.bits} (kind smallint NOT NULL, facet text NOT NULL,"
            f" value text NOT NULL, rows {blob} NOT NULL, PRIMARY KEY (kind, facet, value))",
            f"CREATE TABLE {self.term} (term text PRIMARY KEY, number bigint NOT NULL)",
        ]

    def _for_fts5(self) -> list[str]:
        return [
            f"CREATE VIRTUAL TABLE {self.words} USING fts5(names, body,"
            """ tokenize = "ascii tokenchars '~'")""",
            f"CREATE VIRTUAL TABLE {self.vocabulary} USING fts5vocab({self.words}, row)",
        ]

    def _for_tsvector(self) -> list[str]:
        return [
            f"ALTER TABLE {self.entry} ALTER COLUMN words SET STORAGE EXTERNAL",
            f"ALTER TABLE {self.entry} ALTER COLUMN hay SET STORAGE MAIN",
        ]

    def _for_scan(self) -> list[str]:
        return []

    def _index_for_tsvector(self) -> list[str]:
        if self.way != TSVECTOR:
            return []
        return [f"CREATE INDEX {self.entry}_words ON {self.entry} USING gin (words)"]


def _execute(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
