"""The plug: what can be found, and as what. Offer it through ``register_search_sources``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import QuerySet
from django.urls import NoReverseMatch
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, as its reader sees it in a list. Without ``url`` it has no page here."""

    title: str
    url: str
    summary: str = ""
    facts: tuple[str, ...] = ()


class SearchSource(ABC):
    """One kind of thing that can be found. It is asked for public rows and nothing else."""

    key: ClassVar[str]
    label: ClassVar[str | Promise]  # plural, as on a tab
    place: ClassVar[int] = 100
    names: ClassVar[tuple[str, ...]]  # columns with the name: a match here comes first
    others: ClassVar[tuple[str, ...]] = ()  # further columns to look at

    @abstractmethod
    def public(self, language: str) -> QuerySet:
        """Return every row that anybody may see, for readers of that language."""

    @abstractmethod
    def hit(self, row, request) -> Hit:
        """Return what the list shows of one row."""

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return the rows with everything that ``hit`` reads, in a fixed number of queries."""
        return rows

    @property
    def fields(self) -> tuple[str, ...]:
        """Return all columns to look at."""
        return (*self.names, *self.others)


def address_of(row) -> str:
    """Return where a row is shown, or nothing where its app was installed without its URLs."""
    with suppress(NoReverseMatch):
        return row.get_absolute_url()
    return ""
