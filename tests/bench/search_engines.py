"""Engines under the bench's clock: wall time, and CPU of this process and of the server's."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Spent:
    """What some calls took, in milliseconds."""

    walls: list[float] = field(default_factory=list)
    client: float = 0.0
    server: float = 0.0

    def p(self, percent: int) -> float:
        if len(self.walls) < 2:
            return self.walls[0] if self.walls else 0.0
        return median(self.walls) if percent == 50 else quantiles(self.walls, n=100)[percent - 1]

    def cpu(self) -> tuple[float, float]:
        """Return the CPU of a call, here and in the server."""
        count = max(len(self.walls), 1)
        return self.client / count, self.server / count


class Watch:
    """Measures calls, and knows which process serves them."""

    def __init__(self, server: int | None) -> None:
        self.server = server

    def time(self, call: Callable[[], object], spent: Spent) -> object:
        """Do the call and add what it took."""
        before, here, began = cpu_of(self.server), time.process_time(), time.perf_counter()
        found = call()
        spent.walls.append((time.perf_counter() - began) * 1000)
        spent.client += (time.process_time() - here) * 1000
        spent.server += cpu_of(self.server) - before
        return found


def cpu_of(process: int | None) -> float:
    """Return the CPU milliseconds of another process so far; 0 for one that is not here."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) * 1000 / TICK


def elasticsearch_process() -> int | None:
    """Return the process of the cluster's one node, where it runs on this machine."""
    from search.backends.elastic.client import for_work

    nodes = for_work().nodes.info(metric="process")["nodes"].values()
    return next(iter(nodes))["process"]["id"]


def database_process() -> int | None:
    """Return the process of the database server that serves this connection."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def database_bytes() -> int:
    """Return how much room the index within the database takes."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class"
                " WHERE relkind = 'r' AND relname LIKE 'marketplace\\_search\\_%%\\__'"
            )
        else:
            cursor.execute(
                "SELECT (page_count - freelist_count) * page_size"
                " FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
            )
        return int(cursor.fetchone()[0])


def elasticsearch_bytes() -> int:
    """Return how much room the index on the cluster takes."""
    from search import conf
    from search.backends.elastic.client import for_work

    told = for_work().indices.stats(index=conf.elasticsearch_index(), metric="store")
    return told["_all"]["primaries"]["store"]["size_in_bytes"]


def counted(documents: Iterator, progress: Callable[[int], object]) -> Iterator:
    """Yield the documents, telling now and then how many there were."""
    for number, document in enumerate(documents, 1):
        if number % 20_000 == 0:
            progress(number)
        yield document
