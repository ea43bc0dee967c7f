"""Rows of a small tree with everything above them: what stands below a shelf stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models


def codes_above(model: type[models.Model]) -> dict[int, tuple[str, ...]]:
    """Return, by key, the code of each row and of every row above it. One query."""
    rows = {
        pk: (code, above)
        for pk, code, above in model._default_manager.values_list("pk", "code", "parent")
    }
    return {pk: tuple(_upwards(pk, rows)) for pk in rows}


def merged(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the codes of several rows, each once."""
    return tuple(dict.fromkeys(code for codes in found for code in codes))


def _upwards(pk: int | None, rows: Mapping[int, tuple[str, int | None]]):
    seen = set()
    while pk in rows and pk not in seen:
        seen.add(pk)
        code, pk = rows[pk]
        yield code
