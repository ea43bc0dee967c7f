"""Another spelling, from the words and names that the cluster's own index has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from elasticsearch.dsl import Q, Search

from ...meaning import meaning
from ...spelling import SHORTEST, nearest_part
from ...text import is_chinese, phrase, runs_asked
from ..base import FEW_HITS, Query
from .answers import found_total
from .requests import total_of

CANDIDATES = 50
ALIKE = "50%"  # of the pairs of characters that a name and its misspelling share
WORD = "word"

Ask = Callable[[Sequence[Search]], list[dict]]


def other_spelling(query: Query, total: int, ask: Ask) -> str:
    """Return the spelling that finds more than was found; empty where there is none.

    Where the text alone finds enough, filters took it away and nothing is misspelt.
    """
    if query.filters:
        alone = replace(query, filters={})
        if found_total(ask([total_of(alone)])[0]) >= FEW_HITS:
            return ""
    asked = runs_asked(query.text)
    long = [run for run in asked if len(run) >= SHORTEST]
    if not long:
        return ""
    answers = zip(long, ask([_like(run) for run in long]), strict=True)
    mended = {run: _mended(run, told) or run for run, told in answers}
    text = " ".join(mended.get(run, run) for run in asked)
    if text == " ".join(asked):
        return ""
    again = replace(query, text=text, clauses=meaning(text))
    return text if found_total(ask([total_of(again)])[0]) > total else ""


def _like(run: str) -> Search:
    """Return the request for what a run may be a misspelling of."""
    if is_chinese(run):
        alike = {"query": " ".join(phrase(run)), "minimum_should_match": ALIKE}
        named = Search().query(Q("match", name=alike)).source(False)
        return named.extra(docvalue_fields=["keys"])[:CANDIDATES]
    near = {"field": "name", "max_edits": 1, "min_word_length": SHORTEST, "size": 1}
    return Search()[0:0].suggest(WORD, run, term=near)


def _mended(run: str, told: dict) -> str | None:
    if is_chinese(run):
        return _nearest(run, [key for hit in told["hits"]["hits"] for key in _keys(hit)])
    options = told["suggest"][WORD][0]["options"]
    return options[0]["text"] if options else None


def _keys(hit: dict) -> Sequence[str]:
    return hit.get("fields", {}).get("keys", ())


def _nearest(run: str, keys: Iterable[str]) -> str | None:
    """Return the part of a name that differs from the run by one character."""
    parts = filter(None, (nearest_part(run, key) for key in keys))
    near = sorted((errors, part) for errors, part in parts if errors == 1)
    return near[0][1] if near else None
