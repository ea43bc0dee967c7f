"""From the log to the cluster: what the records say reaches every index of ours, in order.

Each index has a cursor of its own. It moves only after the cluster has taken what was sent,
so a cluster that was down for an hour or a week hears all of it when it is back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from elasticsearch import Elasticsearch

from marketplace import clock
from marketplace.models import Cursor, LogLeaf
from marketplace.transaction import command

from ...checking import mend
from ...document import Document
from ...registry import sources
from ...relay import Relay, all_documents
from ..base import SearchBackend
from .client import for_work
from .faults import CAN_BE_REBUILT, Unavailable, told_apart
from .state import next_leaf, standing
from .writing import forgotten, kept, send

logger = logging.getLogger(__name__)
READER = "search.elastic:"
LOOKED_AT_SECONDS = 5.0
QUIET_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Place:
    """One index on the cluster, whether it answers already or is still being made."""

    client: Elasticsearch
    name: str

    def index(self, documents: Iterable[Document], *, version: int) -> None:
        """Keep documents, unless the index has newer ones."""
        send(self.client, self.name, (kept(each, version=version) for each in documents))

    def delete(self, kind: str, ids: Collection[int], *, version: int) -> None:
        """Forget rows, unless the index knows newer ones."""
        send(self.client, self.name, (forgotten(kind, row, version=version) for row in ids))


class Keeper:
    """Keeps the index that answers up to date, and makes one where none is fit to answer."""

    def __init__(self, engine: SearchBackend) -> None:
        self.engine = engine
        self._place: Place | None = None
        self._looked_at = 0.0
        self._compared_at = 0.0
        self._seen: tuple[str, date] | None = None  # the last day that an index has seen

    def step(self) -> int:
        """Have the index hear what is new, and return how many leaves that was.

        Raises:
            Unavailable: while the cluster cannot be reached.
        """
        try:
            with told_apart():
                place = self._fit_place()
                heard = hear(self.engine, place)
                self._see_the_day_turn(place)
                self._compare_quiet_sources()
                return heard
        except Unavailable:
            self._place = None
            raise

    def _see_the_day_turn(self, place: Place) -> None:
        """Look again at what a new day changes by itself, once a day and after each start."""
        turned = place.name, timezone.localdate(clock.now())
        if turned != self._seen:
            reader_for(self.engine, place).turn(place, turned[1])
            self._seen = turned

    def _compare_quiet_sources(self) -> None:
        """Mend the rows of sources that hear no events, once a minute."""
        if time.monotonic() - self._compared_at < QUIET_SECONDS:
            return
        relay = Relay(self.engine)
        for source in relay.sources:
            if not source.heard:
                mend(relay, source)
        self._compared_at = time.monotonic()

    def _fit_place(self) -> Place:
        """Return the index that answers; every few seconds it is looked at anew."""
        if self._place is None or time.monotonic() - self._looked_at > LOOKED_AT_SECONDS:
            self._place = self._looked_for()
            self._looked_at = time.monotonic()
        return self._place

    def _looked_for(self) -> Place:
        try:
            found = standing(for_work(), schema=self.engine.schema)
        except Unavailable as problem:
            if problem.reason not in CAN_BE_REBUILT:
                raise
            logger.warning("search: %s; it is made anew", problem)
            self.engine.rebuild(lambda: all_documents(sources()), progress=lambda count: None)
            found = standing(for_work(), schema=self.engine.schema)
        return Place(for_work(), found.name)


def hear(engine: SearchBackend, place: Place) -> int:
    """Have one index hear everything that it has not heard, and return how many leaves."""
    relay = reader_for(engine, place)
    start = reached = relay.cursor()
    while reached < (end := next_leaf()):
        reached = relay.replay(place, reached, end)
        with command():
            relay.hear_again_from(reached)
    return reached - start


def reader_for(engine: SearchBackend, place: Place) -> Relay:
    """Return the relay that reads the log for one index."""
    relay = Relay(engine)
    relay.key = reader_of(place.name)
    return relay


def begin_at(index: str, leaf: int) -> None:
    """Note that an index holds everything that happened before a leaf."""
    with command():
        Cursor.objects.locked(reader_of(index)).advance_to(leaf)


def end_reading(names: Iterable[str]) -> None:
    """Forget how far indexes had come that are no more."""
    with command():
        Cursor.objects.filter(key__in=map(reader_of, names)).delete()


def behind(index: str) -> int:
    """Return how many leaves an index has still to hear."""
    return max(next_leaf() - _reached(index), 0)


def waits_since(index: str) -> datetime | None:
    """Return when that happened which an index has not heard of for longest."""
    waiting = LogLeaf.objects.filter(index__gte=_reached(index)).order_by("index")
    return waiting.values_list("event__at", flat=True).first()


def _reached(index: str) -> int:
    found = Cursor.objects.filter(key=reader_of(index)).values_list("next_index", flat=True)
    return found.first() or 0


def reader_of(index: str) -> str:
    """Return the name of an index among the readers of the log."""
    return f"{READER}{index}"
