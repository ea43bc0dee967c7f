"""The synonyms that the site's editors keep, read at most every few seconds."""

from __future__ import annotations

import threading
import time

from .meaning import Synonyms
from .models import Synonym

KEPT_SECONDS = 5.0

_lock = threading.Lock()
_kept: tuple[float, Synonyms] | None = None


def synonyms() -> Synonyms:
    """Return the groups of terms that mean the same on this site."""
    global _kept
    with _lock:
        now = time.monotonic()
        if _kept is None or now - _kept[0] > KEPT_SECONDS:
            groups = Synonym.objects.order_by("pk").values_list("terms", flat=True)
            _kept = time.monotonic(), Synonyms.of(groups)
        return _kept[1]


def forget(**kwargs) -> None:
    """Have the next search read them anew."""
    global _kept
    _kept = None
