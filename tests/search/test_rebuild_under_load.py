"""A rebuild that nobody notices: readers in other threads find everything all the while."""

import threading
from functools import partial

import pytest
from django.db import connection

from search.backends.base import Query
from search.backends.embedded import EmbeddedBackend
from search.document import Document

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
FIRM = "云浦{}号测绘公司"
FIRMS = [Document("agency", number, (FIRM.format(number),)) for number in range(1, 301)]
REBUILDS = 3


class Reader(threading.Thread):
    """Searches until it is told to stop, and notes whatever is not the right answer."""

    def __init__(self):
        super().__init__()
        self.stopped = threading.Event()
        self.answers, self.faults = 0, []

    def run(self):
        engine = EmbeddedBackend(["agency"])
        try:
            while not self.stopped.is_set():
                self._ask(engine)
        finally:
            connection.close()

    def _ask(self, engine):
        try:
            result = engine.search(Query.of("测绘", kind="agency"))
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is a fault
            self.faults.append(repr(fault))
        else:
            self.answers += 1
            if result.total != len(FIRMS) or len(result.of("agency")) != 20:
                self.faults.append(result.total)


def test_no_search_fails_or_finds_less_while_the_index_is_made_anew():
    engine = EmbeddedBackend(["agency"])
    rebuild = partial(engine.rebuild, lambda: FIRMS, progress=lambda done: None)
    rebuild()
    readers = [Reader(), Reader()]
    for reader in readers:
        reader.start()
    try:
        for _each in range(REBUILDS):
            rebuild()
    finally:
        for reader in readers:
            reader.stopped.set()
            reader.join(30)

    assert [reader.faults for reader in readers] == [[], []]
    assert all(reader.answers > REBUILDS for reader in readers)
