"""The plug: what can be found, and as what. Offer it through ``register_search_sources``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import QuerySet
from django.urls import NoReverseMatch
from django.utils.functional import Promise

from marketplace.models import Event

from ..document import Document
from .paths import related, words_at
from .words import COMMON, Words


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, as its reader sees it in a list. Without ``url`` it has no page here."""

    title: str
    url: str
    summary: str = ""
    facts: tuple[str, ...] = ()


class SearchSource(ABC):
    """One kind of thing that can be found. It is asked for public rows and nothing else.

    A source that names its columns is done: an index makes its documents from them, and
    compares them with the rows once a minute. One that names ``heard`` events and says which
    rows they ``touched`` is followed at once instead. The keys of the rows are whole numbers.
    """

    key: ClassVar[str]
    label: ClassVar[str | Promise]  # plural, as on a tab
    place: ClassVar[int] = 100
    names: ClassVar[tuple[str, ...]]  # columns with the name: a match here comes first
    codes: ClassVar[tuple[str, ...]] = ()  # columns with ids and numbers
    others: ClassVar[tuple[str, ...]] = ()  # further columns to look at
    facets: ClassVar[tuple[str, ...]] = ()  # by what a list of them can be narrowed
    heard: ClassVar[frozenset[str]] = frozenset()  # kinds of events that change documents
    appears: ClassVar[frozenset[str]] = frozenset()  # those of them that tell of a new row
    mine_label: ClassVar[str | Promise] = ""  # what ``for_user`` leaves; none: nobody's

    @abstractmethod
    def public(self, language: str) -> QuerySet:
        """Return every row that anybody may see, for readers of that language."""

    @abstractmethod
    def hit(self, row, request) -> Hit:
        """Return what the list shows of one row."""

    def words(self, facet: str) -> Words:
        """Return what a facet and its values are called."""
        return COMMON.get(facet) or Words(facet)

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return the rows with everything that ``hit`` reads, in a fixed number of queries."""
        return rows

    def everything(self) -> QuerySet:
        """Return the public rows of all languages, as an index holds them."""
        return self.public("")

    def for_index(self, rows: QuerySet) -> QuerySet:
        """Return the rows with everything ``document`` reads, in a fixed number of queries."""
        return rows.prefetch_related(*related(rows.model, self.fields))

    def document(self, row) -> Document:
        """Return what an index holds of one row."""
        return Document(
            kind=self.key,
            id=row.pk,
            names=words_at(row, self.names),
            codes=words_at(row, self.codes),
            text="\n".join(words_at(row, self.others)),
        )

    def documents(self, rows: QuerySet) -> Iterable[Document]:
        """Return what an index holds of some rows; a source may read them faster together."""
        return (self.document(row) for row in self.for_index(rows))

    def touched(self, events: Sequence[Event]) -> QuerySet | Iterable[int]:
        """Return the keys of the rows whose documents events of ``heard`` may have changed.

        Rows that have gone, or are not public any more, may be among them.
        """
        return ()

    def turning(self, day: date) -> QuerySet | Iterable[int]:
        """Return the keys of the rows whose documents changed by themselves in the last week."""
        return ()

    def appeared(self, events: Sequence[Event]) -> QuerySet:
        """Return the public rows that events of ``appears`` tell of as new."""
        touched = self.touched(events)
        keys = touched.values("pk") if isinstance(touched, QuerySet) else list(touched)
        return self.everything().filter(pk__in=keys)

    def for_user(self, rows: QuerySet, user) -> QuerySet:
        """Return those rows that the user may act on now; ``mine_label`` says which these are."""
        return rows.none()

    @property
    def fields(self) -> tuple[str, ...]:
        """Return all columns to look at."""
        return (*self.names, *self.codes, *self.others)

    @property
    def many(self) -> str:
        """Return what several are called in commands: ``agencies`` for the key ``agency``."""
        return f"{self.key[:-1]}ies" if self.key.endswith("y") else f"{self.key}s"


def address_of(row) -> str:
    """Return where a row is shown, or nothing where its app was installed without its URLs."""
    with suppress(NoReverseMatch):
        return row.get_absolute_url()
    return ""
