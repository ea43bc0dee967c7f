"""What an index holds of one row: the same for every engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .text import TOKENS_VERSION, hay, name_key, runs, tokens

Facets = Mapping[str, tuple[str, ...]]
DOCUMENT_VERSION = 1  # raised with every change of what is kept of a document


@dataclass(frozen=True, eq=False)
class Document:
    """One row as it can be found.

    ``names`` come first in the order of what is found, and are found by their sound too;
    ``aliases`` are what people call it beside; ``codes`` are numbers by which it is called;
    ``facets`` has the codes (never the labels) by which a list can be narrowed. ``score`` puts
    rows that match alike in order, the greatest first. An empty ``language`` is every language.
    """

    kind: str
    id: int
    names: tuple[str, ...]
    codes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    text: str = ""
    facets: Facets = field(default_factory=dict)
    language: str = ""
    score: int = 0

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.id

    @cached_property
    def name_runs(self) -> list[str]:
        """Return the runs of names and codes, and how the names sound."""
        from .sounds import sounds  # the library takes a third of a second to load

        codes = [run for code in self.codes for run in runs(code)]
        return [*self.spelt_runs, *codes, *sounds((*self.names, *self.aliases))]

    @cached_property
    def spelt_runs(self) -> list[str]:
        """Return the runs of the names alone, as they are written."""
        return [run for name in (*self.names, *self.aliases) for run in runs(name)]

    @cached_property
    def text_runs(self) -> list[str]:
        return runs(self.text)

    @property
    def name_tokens(self) -> str:
        """Return what an engine indexes of the names, as tokens with spaces between."""
        return tokens(self.name_runs)

    @property
    def text_tokens(self) -> str:
        """Return what an engine indexes of the rest, as tokens with spaces between."""
        return tokens(self.text_runs)

    @property
    def name_hay(self) -> str:
        """Return the names as one string for ``text.occurs``."""
        return hay(self.name_runs)

    @property
    def hay(self) -> str:
        """Return everything as one string for ``text.occurs``; the names come first."""
        return self.name_hay + hay(self.text_runs)[1:]

    @property
    def name_keys(self) -> tuple[str, ...]:
        """Return what a whole name or code is compared by: who types it wants this row."""
        keys = (name_key(name) for name in (*self.names, *self.aliases, *self.codes))
        return tuple(dict.fromkeys(filter(None, keys)))

    def values(self) -> Iterator[tuple[str, str]]:
        """Yield each facet with each of its values, once."""
        for facet, found in self.facets.items():
            for value in dict.fromkeys(found):
                yield facet, value

    @cached_property
    def digest(self) -> str:
        """Return a fingerprint: two equal ones are one and the same document."""
        facets = {name: sorted(set(found)) for name, found in self.facets.items() if found}
        parts = [self.names, self.codes, self.aliases, self.text, facets, self.language, self.score]
        written = json.dumps([DOCUMENT_VERSION, TOKENS_VERSION, *parts], sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:32]
