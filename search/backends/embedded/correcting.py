"""Another way of writing it, offered where little or nothing was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from django.db import connection

from ...meaning import meaning
from ...spelling import Speller, nearest_part
from ...text import grams, is_chinese, runs_asked
from ..base import Query, Result
from .matching import EVERYTHING, NAMES
from .reading import Reader

COMMON = 3_000  # a pair of characters in so many names says nothing
RARE = 6
CANDIDATES = 50
TERMS = 500
SHORTEST_PART = 2
LONGEST_RUN = 12  # beyond it nobody has forgotten a space

_spellers: dict[str, tuple[tuple, Speller]] = {}


def with_suggestion(result: Result, query: Query, reader: Reader) -> Result:
    """Return the result with another way of writing that finds more, where there is one.

    First the words with one error less; then, of a run that nothing has, its two halves:
    ``惠州造价`` stands nowhere together, ``惠州 造价`` does.
    """
    asked = runs_asked(query.text)
    mended = [_mended(run, reader, is_lost=not result.total) for run in asked]
    if mended != asked and _total(mended, query, reader) > result.total:
        return replace(result, suggestion=" ".join(mended))
    if result.total or len(asked) != 1:
        return result
    found = [(_total(parts, query, reader), parts) for parts in _halves(asked[0])]
    total, parts = max(found, default=(0, []), key=lambda each: each[0])
    return replace(result, suggestion=" ".join(parts)) if total else result


def _total(words: list[str], query: Query, reader: Reader) -> int:
    text = " ".join(words)
    again = replace(query, text=text, clauses=meaning(text), first_few=0, kind="", counted=())
    return reader.search(again).total


def _halves(run: str) -> Iterator[list[str]]:
    if is_chinese(run) and len(run) <= LONGEST_RUN:
        for place in range(SHORTEST_PART, len(run) - SHORTEST_PART + 1):
            yield [run[:place], run[place:]]


def _mended(run: str, reader: Reader, *, is_lost: bool) -> str:
    if is_chinese(run):  # another sign makes another word: only where nothing is found at all
        mended = is_lost and (_mended_name(run, reader) or _mended_term(run, reader))
        return mended or run
    return _speller(reader).correct(run) or run


def _mended_term(run: str, reader: Reader) -> str | None:
    """Return the run with the one word of the trade put right in it that has one wrong sign."""
    terms = [term for term in _speller(reader).counts if is_chinese(term)][:TERMS]
    for term in sorted(terms, key=len, reverse=True):
        found = nearest_part(term, run) if len(term) <= len(run) else None
        if found and found[0] == 1 and len(found[1]) == len(term):
            return run.replace(found[1], term)
    return None


def _mended_name(run: str, reader: Reader) -> str | None:
    """Return the part of a name that differs from the run by one character."""
    pairs = [pair for pair in dict.fromkeys(grams(run)) if len(pair) > 1]
    if len(pairs) < SHORTEST_PART:
        return None
    rare = [pair for pair in pairs if reader.matcher.is_rare(pair, COMMON)][:RARE]
    shared: Counter[int] = Counter()
    for pair in rare:
        shared.update(reader.matcher.ids((((pair,),),), within=EVERYTHING, names=NAMES))
    best = sorted(shared, key=lambda key: (-shared[key], key))[:CANDIDATES]
    parts = (nearest_part(run, name) for name in _names(best, reader))
    near = sorted(part for part in filter(None, parts) if part[0] == 1 and len(part[1]) >= len(run))
    return near[0][1] if near else None


def _names(ids: list[int], reader: Reader) -> list[str]:
    if not ids:
        return []
    marks = ", ".join(["%s"] * len(ids))
    sql = f"SELECT key FROM {reader.tables.name} WHERE id IN ({marks}) ORDER BY key"
    with connection.cursor() as cursor:
        cursor.execute(sql, ids)
        return [key for (key,) in cursor.fetchall()]


def _speller(reader: Reader) -> Speller:
    """Return the dictionary of the names' words; kept until the words are others."""
    table = reader.tables.term
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), coalesce(sum(number), 0) FROM {table}")
        sign = cursor.fetchone()
        if table not in _spellers or _spellers[table][0] != sign:
            cursor.execute(f"SELECT term, number FROM {table}")
            _spellers[table] = sign, Speller(dict(cursor.fetchall()))
    return _spellers[table][1]
