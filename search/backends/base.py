"""What every search engine must be able to do; the rest of the app knows no more of it."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from ..document import DOCUMENT_VERSION, Document, Facets
from ..meaning import NO_SYNONYMS, Clause, Synonyms, meaning, runs_meant
from ..text import TOKENS_VERSION

PER_PAGE = 20
FIRST_FEW = 4
LAST_PAGE = 500  # as far as anybody turns pages; engines get slow beyond it
SUGGESTIONS = 8
FEW_HITS = 3  # below so many another spelling is offered


class EngineDown(Exception):
    """An engine cannot answer now: missing, broken, too slow, or made for another version."""


@dataclass(frozen=True)
class Query:
    """What is looked for.

    All ``clauses`` must hold, and of every facet in ``filters`` one of the values. Totals are
    given for all ``kinds`` (none named: all there are). With a ``kind`` the hits are the
    ``page`` of that kind and the facets are counted among its rows; without one each kind has
    its ``first_few``, and the facets are counted among all. ``counted`` names the facets to
    count, None for all of them.
    """

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    kinds: tuple[str, ...] = ()
    kind: str = ""
    filters: Facets = field(default_factory=dict)
    language: str = ""
    page: int = 1
    per_page: int = PER_PAGE
    first_few: int = FIRST_FEW
    counted: Collection[str] | None = None

    @classmethod
    def of(cls, text: str, *, synonyms: Synonyms = NO_SYNONYMS, **others: Any) -> Query:
        """Return a query for a text as somebody typed it; empty filters are left out."""
        filters = {name: tuple(found) for name, found in others.pop("filters", {}).items() if found}
        return cls(text=text, clauses=meaning(text, synonyms), filters=filters, **others)

    def reworded(self, text: str, synonyms: Synonyms = NO_SYNONYMS) -> Query:
        """Return the same query with other words."""
        return replace(self, text=text, clauses=meaning(text, synonyms))

    def part_of(self, kind: str) -> tuple[int, int]:
        """Return how many of a kind's rows come before those shown, and how many are shown."""
        if not self.kind:
            return 0, self.first_few
        if kind != self.kind:
            return 0, 0
        return (min(max(self.page, 1), LAST_PAGE) - 1) * self.per_page, self.per_page

    def counts(self, facet: str) -> bool:
        """Return whether a facet is to be counted."""
        return self.counted is None or facet in self.counted

    @property
    def looked_for(self) -> list[str]:
        """Return what to mark in the rows found: ``search.highlight`` takes it."""
        return runs_meant(self.clauses)


@dataclass(frozen=True, slots=True)
class Found:
    """One row that was found, by what its source is called and its key."""

    kind: str
    id: int


@dataclass(frozen=True)
class Result:
    """What was found. Totals and counts are exact, whatever the page.

    A facet's counts ignore its own filter and heed all others; a value that nothing has is
    left out. ``totals`` has every kind that was asked for. ``suggestion`` is another spelling
    where little was found; ``is_degraded`` says that this is not the engine that should answer.
    """

    totals: Mapping[str, int]
    hits: Sequence[Found] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestion: str = ""
    is_degraded: bool = False

    @property
    def total(self) -> int:
        return sum(self.totals.values())

    def of(self, kind: str) -> list[int]:
        """Return the keys of the rows shown of one kind, in their order."""
        return [hit.id for hit in self.hits if hit.kind == kind]


@dataclass(frozen=True, slots=True)
class Health:
    """Whether an engine can answer now, with figures, and the reason if it cannot."""

    ok: bool
    facts: Mapping[str, object] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """What an index says it holds of one row."""

    version: int
    digest: str


Progress = Callable[[int], object]
Documents = Callable[[], Iterable[Document]]


class SearchBackend(ABC):
    """An engine with an index of its own. Any method may raise ``EngineDown``.

    The kinds it was made for are its ``kinds``, in the order of the tabs.
    """

    key: ClassVar[str]
    place: ClassVar[int] = 50  # engines are asked in this order; the last is always there

    def __init__(self, kinds: Sequence[str]) -> None:
        self.kinds = tuple(kinds)

    @classmethod
    def is_set_up(cls) -> bool:
        """Return whether this site is meant to use the engine at all."""
        return True

    @abstractmethod
    def search(self, query: Query) -> Result:
        """Return the page, exact totals, and the counts of the facets."""

    @abstractmethod
    def suggest(self, text: str, *, kinds: Sequence[str], language: str) -> list[Found]:
        """Return at most eight rows whose name somebody may be typing, the likeliest first."""

    @abstractmethod
    def index(self, documents: Iterable[Document], *, version: int) -> None:
        """Keep documents as they are now. A document of a greater version stays as it is."""

    @abstractmethod
    def delete(self, kind: str, ids: Collection[int], *, version: int) -> None:
        """Forget rows. What is not there is forgotten already."""

    @abstractmethod
    def rebuild(self, documents: Documents, *, progress: Progress) -> None:
        """Make the index anew beside the one that answers, then let the new one answer.

        ``documents()`` yields every document once; ``progress`` is told how many are done. What
        changes meanwhile is in the new index before it answers, or is heard again after.
        """

    @abstractmethod
    def health(self) -> Health:
        """Return whether it can answer, cheaply."""

    @abstractmethod
    def holdings(self, kind: str) -> Iterator[tuple[int, Holding]]:
        """Yield everything that the index holds of a kind."""

    @property
    def schema(self) -> str:
        """Return what the index must have been made for; another one is no index at all."""
        made_for = [self.key, TOKENS_VERSION, DOCUMENT_VERSION, sorted(self.kinds), self.layout]
        return hashlib.sha256(json.dumps(made_for).encode()).hexdigest()[:16]

    @property
    def layout(self) -> object:
        """Return what of its own an engine's schema depends on: mappings, table versions."""
        return None
