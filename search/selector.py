"""Who answers: the engine that should, while it can, else the next one, and always somebody."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from . import conf
from .backends.base import EngineDown, Found, Query, Result, SearchBackend
from .backends.plain import PlainScan
from .registry import engine, engines, sources
from .synonyms import synonyms

logger = logging.getLogger(__name__)
AUTO = "auto"
PLAIN = "plain"
Answer = TypeVar("Answer")


def search(query: Query, *, only: str = "") -> Result:
    """Return what the first engine that can answer found.

    ``only`` asks one engine by its key.

    Raises:
        EngineDown: where ``only`` one is asked and it cannot answer.
    """
    if only:
        return engine(only).search(query)
    for place, each in enumerate(_in_turn()):
        found = _asked(each, lambda one: one.search(query))
        if found is not None:
            return replace(found, is_degraded=True) if place else found
    return PlainScan(sources()).search(query)


def search_as_meant(
    query: Query, *, ask: Callable[[Query], Result] = search
) -> tuple[Query, Result]:
    """Return an answer and the query it answers.

    That is the query asked, or where it found nothing and no filter narrows it, the same query in
    the spelling that the engine suggests. ``ask`` answers a query.
    """
    result = ask(query)
    if result.total or not result.suggestion or any(query.filters.values()):
        return query, result
    meant = query.reworded(result.suggestion, synonyms())
    return meant, replace(ask(meant), suggestion="")


def suggest(text: str, *, kinds: Sequence[str] = (), language: str) -> list[Found]:
    """Return at most eight rows whose name somebody may be typing."""
    for each in _in_turn():
        found = _asked(each, lambda one: one.suggest(text, kinds=kinds, language=language))
        if found is not None:
            return found
    return PlainScan(sources()).suggest(text, kinds=kinds, language=language)


def chosen() -> list[str]:
    """Return the keys of the engines that are asked on this site, first to last.

    ``auto`` asks every engine that is set up; behind one that is named stands the last of them.
    """
    wanted = conf.engine()
    if wanted == PLAIN:
        return []
    known = sorted((each for each in engines if each.is_set_up()), key=lambda each: each.place)
    keys = [each.key for each in known]
    return keys if wanted == AUTO else [wanted, *(key for key in keys[-1:] if key != wanted)]


def _in_turn() -> Iterator[SearchBackend]:
    return (engine(key) for key in chosen())


def _asked(one: SearchBackend, ask: Callable[[SearchBackend], Answer]) -> Answer | None:
    """Return an engine's answer, or None where it cannot give one."""
    try:
        return ask(one)
    except EngineDown as reason:
        logger.info("search: %s cannot answer: %s", one.key, reason)
        return None
