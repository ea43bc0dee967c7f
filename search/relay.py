"""From the log to an index: what happened says which rows to look at again.

Every index has a cursor of its own. Rows are read as they are now, and the place of the event
in the log is their version: an index that was down reads on where it stopped, and whatever
is heard twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from django.db import models

from marketplace.models import Cursor, Event, LogLeaf
from marketplace.transaction import command

from .backends.base import SearchBackend
from .document import Document
from .models import Waiting
from .registry import sources
from .sources.base import SearchSource

BATCH = 500  # leaves in one go
AT_ONCE = 500  # rows looked at again in one go; what is more waits for the next passes


class Target(Protocol):
    """What takes documents: an engine, or the place that a rebuild fills."""

    def index(self, documents: Iterable[Document], *, version: int) -> None: ...
    def delete(self, kind: str, ids, *, version: int) -> None: ...


class Relay:
    """Brings one engine's index up to the log."""

    def __init__(self, engine: SearchBackend) -> None:
        self.engine = engine
        self.key = f"search.{engine.key}"
        self.sources = [each for each in sources() if each.key in engine.kinds]

    @property
    def heard(self) -> frozenset[str]:
        """Return the kinds of events that change any document."""
        return frozenset().union(*(source.heard for source in self.sources))

    def cursor(self) -> int:
        """Return the first leaf that the index has not heard of."""
        kept = Cursor.objects.filter(key=self.key).values_list("next_index", flat=True).first()
        return kept or 0

    def hear_again_from(self, index: int) -> None:
        """Have the index hear everything from a leaf on; inside a transaction."""
        Cursor.objects.locked(self.key).advance_to(index)

    def step(self) -> bool:
        """Hear the next leaves, outside any transaction, and say whether there were any.

        For an index outside the database: only the cursor is moved in a command, after the
        index has what it was sent. If it fails, the same is sent again.
        """
        start = self.cursor()
        end = start + BATCH
        last = LogLeaf.objects.order_by("-index").values_list("index", flat=True).first()
        if last is None or last < start:
            return False
        reached = self.replay(self.engine, start, min(end, last + 1))
        with command():
            self.hear_again_from(reached)
        return True

    def replay(self, target: Target, start: int, end: int) -> int:
        """Have a target hear at most 500 leaves from ``start`` on; return the next to hear."""
        end = min(end, start + BATCH)
        leaves = LogLeaf.objects.filter(index__gte=start, index__lt=end)
        leaves = leaves.filter(event__kind__in=self.heard).select_related("event")
        events = [leaf.event for leaf in leaves.order_by("index")]
        if events:
            self.take(target, events, version=end - 1)
        return end

    def take(self, target: Target, events: Sequence[Event], *, version: int) -> None:
        """Look again at every row that events may have changed."""
        for source in self.sources:
            about = [event for event in events if event.kind in source.heard]
            if not about:
                continue
            self._look_at(target, source, source.touched(about), version)

    def turn(self, target: Target, day: date) -> None:
        """Look again at the rows that a new day changed, of which no event tells."""
        for source in self.sources:
            self._look_at(target, source, source.turning(day), max(self.cursor() - 1, 0))

    def work_off(self, many: int = AT_ONCE) -> int:
        """Look at some of the rows that wait, and return how many there were."""
        waiting = list(Waiting.objects.filter(index=self.engine.key).order_by("pk")[:many])
        for source in self.sources:
            mine = [each for each in waiting if each.kind == source.key]
            if mine:
                version = max(each.version for each in mine)
                look_again(self.engine, source, [each.row for each in mine], version=version)
        Waiting.objects.filter(pk__in=[each.pk for each in waiting]).delete()
        return len(waiting)

    def _look_at(self, target: Target, source: SearchSource, touched, version: int) -> None:
        rows = sorted(set(_keys(touched)))
        if target is self.engine and len(rows) > AT_ONCE:
            self._have_wait(source.key, rows, version)
            return
        for some in _portions(rows):
            look_again(target, source, some, version=version)

    def _have_wait(self, kind: str, rows: Sequence[int], version: int) -> None:
        Waiting.objects.bulk_create(
            (Waiting(index=self.engine.key, kind=kind, row=row, version=version) for row in rows),
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["index", "kind", "row"],
            update_fields=["version"],
        )


def look_again(target: Target, source: SearchSource, rows: Sequence[int], *, version: int) -> None:
    """Bring a target up to date about some rows, as they are in the database now."""
    found = list(source.documents(source.everything().filter(pk__in=rows)))
    target.index(found, version=version)
    gone = set(rows) - {document.id for document in found}
    if gone:
        target.delete(source.key, sorted(gone), version=version)


def all_documents(wanted: Iterable[SearchSource]) -> Iterator[Document]:
    """Yield every document of the sources, reading some hundred rows at a time."""
    for source in wanted:
        last = -1
        while some := list(source.documents(_after(source, last))):
            yield from some
            last = max(document.id for document in some)


def _after(source: SearchSource, key: int) -> models.QuerySet:
    return source.everything().filter(pk__gt=key).order_by("pk")[:AT_ONCE]


def _keys(touched: models.QuerySet | Iterable[int]) -> Iterable[int]:
    if isinstance(touched, models.QuerySet):
        return touched.order_by().values_list("pk", flat=True).iterator()
    return touched


def _portions(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    for begin in range(0, len(rows), AT_ONCE):
        yield rows[begin : begin + AT_ONCE]
