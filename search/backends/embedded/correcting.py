"""Another spelling, offered where little or nothing was found."""

from __future__ import annotations

from dataclasses import replace

from django.db import connection

from ...meaning import meaning
from ...spelling import Speller, nearest_part
from ...text import grams, is_chinese, runs_asked
from ..base import Query, Result
from .matching import NAMES
from .reading import Reader

COMMON = 3_000  # a pair of characters in so many names says nothing
RARE = 6
CANDIDATES = 50


def with_suggestion(result: Result, query: Query, reader: Reader) -> Result:
    """Return the result with the spelling that finds more, where there is one."""
    asked = runs_asked(query.text)
    mended = [_mended(run, reader) for run in asked]
    if mended == asked:
        return result
    text = " ".join(mended)
    again = replace(query, text=text, clauses=meaning(text), first_few=0, kind="", counted=())
    return replace(result, suggestion=text) if reader.search(again).total > result.total else result


def _mended(run: str, reader: Reader) -> str:
    if not is_chinese(run):
        return _speller(reader).correct(run) or run
    return _mended_name(run, reader) or run


def _mended_name(run: str, reader: Reader) -> str | None:
    """Return the part of a name that differs from the run by one character."""
    pairs = [pair for pair in dict.fromkeys(grams(run)) if len(pair) > 1]
    if len(pairs) < 2:
        return None
    found: dict[int, int] = {}
    rare = 0
    for pair in pairs:
        ids = reader.matcher.ids((((pair,),),), within=(0, 1 << 62), names=NAMES)
        if not ids or len(ids) > COMMON:
            continue
        rare += 1
        for each in ids:
            found[each] = found.get(each, 0) + 1
        if rare == RARE:
            break
    best = sorted(found, key=lambda key: (-found[key], key))[:CANDIDATES]
    parts = (nearest_part(run, name) for name in _names(best, reader))
    near = sorted((errors, part) for errors, part in filter(None, parts) if errors == 1)
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
    table = reader.tables.term
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), coalesce(sum(number), 0) FROM {table}")
        count, number = cursor.fetchone()
        sign = table, int(count), int(number)
        if _spellers.get(table, (None,))[0] != sign:
            cursor.execute(f"SELECT term, number FROM {table}")
            _spellers[table] = sign, Speller(dict(cursor.fetchall()))
    return _spellers[table][1]


_spellers: dict[str, tuple] = {}
