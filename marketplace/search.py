"""Text search for every app: lists ask here, and whoever has an index may answer.

A list of a lower app never learns that ``search`` exists::

    agencies = text_search().narrow(agencies, text, kind="agency", fields=SEARCHED)

``MARKETPLACE_SEARCH_BACKEND`` names the class that answers. Without it ``PlainSearch`` asks
the database itself: slow on a hundred thousand rows, and right.
"""

from __future__ import annotations

import json
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from operator import or_

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Case, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.utils.module_loading import import_string

from . import conf
from .kernel.text import composed, half_width, hidden_character

MAX_LENGTH = 100
MAX_WORDS = 8


class TextSearch(ABC):
    """Who finds rows by their text. Every word must occur; the order of words means nothing."""

    @abstractmethod
    def narrow(self, rows: QuerySet, text: str, *, kind: str, fields: Sequence[str]) -> QuerySet:
        """Return those of the rows in which every word of the text occurs.

        ``kind`` tells an index which rows these are: public ones of that kind, or a name that
        no index knows. ``fields`` are the columns to look at where there is none. A text
        without words narrows nothing.
        """

    def rank(self, rows: QuerySet, text: str, *, names: Sequence[str]) -> QuerySet:
        """Return the rows, first those whose name begins with the text, then those whose name
        has all its words, then the others; by name and key within each."""
        phrase = " ".join(words(text))
        begins = reduce(or_, (Q(**{f"{name}__istartswith": phrase}) for name in names))
        has_all = reduce(
            or_,
            (Q(*(Q(**{f"{name}__icontains": word}) for word in words(text))) for name in names),
        )
        return rows.annotate(
            search_rank=Case(
                When(begins, then=Value(0)),
                When(has_all, then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            )
        ).order_by("search_rank", *names, "pk")

    def facet_counts(
        self, rows: QuerySet, *, kind: str, facets: Collection[str]
    ) -> Mapping[str, Mapping[str, int]] | None:
        """Return how many of the rows have each value of some facets, as an index knows it.

        None where there is no index: whoever asks counts the rows then.
        """
        return None


class PlainSearch(TextSearch):
    """Asks the database whether each word is part of one of the columns, in any case."""

    def narrow(self, rows, text, *, kind, fields):
        for word in words(text):
            matches = rows.model._base_manager.annotate(**_texts(rows.model, fields))
            found = matches.filter(reduce(or_, (_contains(name, word) for name in _names(fields))))
            rows = rows.filter(pk__in=found.order_by().values("pk"))
        return rows


def text_search() -> TextSearch:
    """Return who answers on this site.

    Raises:
        ImproperlyConfigured: when ``MARKETPLACE_SEARCH_BACKEND`` names no ``TextSearch``.
    """
    path = conf.search_backend()
    found = import_string(path) if path else PlainSearch
    if not (isinstance(found, type) and issubclass(found, TextSearch)):
        raise ImproperlyConfigured(f"MARKETPLACE_SEARCH_BACKEND: {path} is not a TextSearch")
    return found()


def words(text: str) -> list[str]:
    """Return what is searched for: at most eight words, half-width, nothing invisible."""
    return readable(text).split()[:MAX_WORDS]


def readable(text: str) -> str:
    """Return the text in half-width, composed, with a space for each character that hides."""
    seen = "".join(
        " " if hidden_character(char) or unicodedata.category(char) == "Zs" else char
        for char in half_width(text)
    )
    return " ".join(composed(seen).split())


def _names(fields: Sequence[str]) -> list[str]:
    return [f"searched_{place}" for place in range(len(fields))]


def _texts(model, fields: Sequence[str]) -> dict[str, Cast]:
    """Return each column as text: JSON columns cannot be compared otherwise."""
    casts = (Cast(field, TextField()) for field in fields)
    return dict(zip(_names(fields), casts, strict=True))


def _contains(name: str, word: str) -> Q:
    """Say that a column has the word, written as it is or as SQLite keeps it inside JSON."""
    escaped = json.dumps(word)[1:-1]
    found = Q(**{f"{name}__icontains": word})
    return found if escaped == word else found | Q(**{f"{name}__icontains": escaped})
