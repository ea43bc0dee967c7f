"""What every search engine must be able to do; the rest of the app knows no more of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from marketplace.search import TextSearch

from ..sources.base import SearchSource

PER_PAGE = 20
FIRST_FEW = 4
LAST_PAGE = 500  # as far as anybody turns pages; engines get slow beyond it


@dataclass(frozen=True, slots=True)
class Group:
    """What one source has: how many rows in all, and those that are shown."""

    key: str
    label: str | Promise
    total: int
    rows: Sequence[object]


class SearchBackend(TextSearch):
    """An engine behind the search page."""

    @abstractmethod
    def search(
        self, text: str, *, sources: Sequence[SearchSource], language: str, kind: str, page: int
    ) -> list[Group]:
        """Return one group for each source, every one with its exact total.

        With a ``kind`` that source's group has the rows of the page (from 1), the others
        have none; without one each group has its first few.
        """


def shown(source: SearchSource, *, kind: str, page: int) -> slice:
    """Return which of its rows a source shows."""
    if not kind:
        return slice(0, FIRST_FEW)
    first = (page - 1) * PER_PAGE if source.key == kind else 0
    return slice(first, first + PER_PAGE if source.key == kind else 0)
