"""Whether an index holds what the database holds, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.models import LogLeaf

from .relay import AT_ONCE, Relay, all_documents, look_again
from .sources.base import SearchSource


@dataclass(frozen=True, slots=True)
class Drift:
    """Where an index and the database differ in one kind: keys of rows."""

    kind: str
    rows: int
    missing: tuple[int, ...] = ()  # in the database alone
    gone: tuple[int, ...] = ()  # in the index alone
    stale: tuple[int, ...] = ()  # different in the two

    @property
    def all(self) -> tuple[int, ...]:
        return (*self.missing, *self.gone, *self.stale)


def drift(relay: Relay, source: SearchSource) -> Drift:
    """Compare every document of a source with the index."""
    held = dict(relay.engine.holdings(source.key))
    missing, stale, rows = [], [], 0
    for document in all_documents([source]):
        rows += 1
        holding = held.pop(document.id, None)
        if holding is None:
            missing.append(document.id)
        elif holding.digest != document.digest:
            stale.append(document.id)
    return Drift(source.key, rows, tuple(missing), tuple(sorted(held)), tuple(stale))


def mend(relay: Relay, source: SearchSource, found: Drift | None = None) -> Drift:
    """Bring the index up to date where it differs, and return where that was.

    A row that is written at the same moment is heard of by the log, later and again.
    """
    found = found or drift(relay, source)
    version = _latest(relay, source) if found.all else 0
    for begin in range(0, len(found.all), AT_ONCE):
        some = found.all[begin : begin + AT_ONCE]
        look_again(relay.engine, source, some, version=version)
    return found


def _latest(relay: Relay, source: SearchSource) -> int:
    """Return a version that takes the place of whatever the index knows of the source.

    No later than the newest leaf, whose deed the rows show already; an index outside the
    database may also remember that it forgot a row, which ``holdings`` does not tell.
    """
    held = max((each.version for _row, each in relay.engine.holdings(source.key)), default=0)
    newest = LogLeaf.objects.order_by("-index").values_list("index", flat=True).first()
    return max(held, newest or 0)
