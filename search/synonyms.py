"""The synonyms that the site's editors keep."""

from __future__ import annotations

from functools import lru_cache

from .meaning import Synonyms
from .models import Synonym


def synonyms() -> Synonyms:
    """Return the groups of terms that mean the same on this site, as they are now. One query."""
    groups = Synonym.objects.order_by("pk").values_list("terms", flat=True)
    return _read(tuple(map(tuple, groups)))


@lru_cache(maxsize=4)
def _read(groups: tuple[tuple[str, ...], ...]) -> Synonyms:
    return Synonyms.of(groups)
