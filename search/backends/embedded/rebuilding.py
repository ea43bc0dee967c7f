"""Making the index anew in the place that does not answer, and changing over."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection

from marketplace import clock

from ...document import Document
from ...models import Index
from ...relay import Relay
from ..base import Documents, EngineDown, Progress
from .keeping import kept_together
from .writing import Changes, Writer

if TYPE_CHECKING:
    from .engine import EmbeddedBackend

AT_ONCE = 500
GRACE_SECONDS = 1.0  # for the searches that still read the old place


class Rebuild:
    """One making of the index. A later one takes over: this one sees it and ends."""

    def __init__(self, engine: EmbeddedBackend) -> None:
        self.engine = engine
        self.relay = Relay(engine)
        self.changes = Changes()
        with kept_together():
            kept, _new = Index.objects.get_or_create(key=engine.key)
            self.old = kept.slot if kept.built_at else None
            self.slot = 1 - kept.slot if kept.built_at else kept.slot
            self.sign = str(int(kept.building or "0") + 1)
            self.writer: Writer = engine.writer_of(self.slot)
            self.writer.tables.make()
            Index.objects.filter(key=engine.key).update(building=self.sign)
            self.reached = self.relay.cursor()

    def run(self, documents: Documents, progress: Progress) -> None:
        """Fill the other place in short transactions, catch up with the log, change over.

        Searches go on in the old place. What happened since the first row was read is heard
        again by the new one before it answers, and for the last moments right after.

        Raises:
            EngineDown: when a later rebuild has begun.
        """
        done, version = 0, max(self.reached - 1, 0)
        for some in _portions(documents()):
            with self._mine():
                self.writer.fill(some, self.changes, version=version)
            done += len(some)
            progress(done)
        with self._mine():
            self.writer.finish(self.changes)
            self.writer.tables.index()
        while self.reached < self.relay.cursor():
            with self._mine():
                self.reached = self.relay.replay(self, self.reached, self.relay.cursor())
        with self._mine():
            self._change_over()
        self._let_the_old_go()

    def index(self, documents: Iterable[Document], *, version: int) -> None:
        """Keep documents in the new place: for the relay, which catches up with it."""
        self.writer.index(documents, version=version)

    def delete(self, kind: str, ids, *, version: int) -> None:
        """Forget rows in the new place."""
        self.writer.delete(kind, ids, version=version)

    @contextmanager
    def _mine(self) -> Iterator[None]:
        with kept_together():
            kept = Index.objects.select_for_update().get(key=self.engine.key)
            if kept.building != self.sign:
                raise EngineDown("a later rebuild has begun; it finishes the work")
            yield

    def _change_over(self) -> None:
        Index.objects.filter(key=self.engine.key).update(
            slot=self.slot,
            schema=self.engine.schema,
            kinds=sorted(self.engine.kinds),
            built_at=clock.now(),
        )
        self.relay.hear_again_from(self.reached)

    def _let_the_old_go(self) -> None:
        if self.old is None:
            return
        if not connection.in_atomic_block:
            time.sleep(GRACE_SECONDS)
        with self._mine():
            self.engine.tables(self.old).drop()


def _portions(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while some := list(islice(rest, AT_ONCE)):
        yield some
