"""Real threads against a real PostgreSQL, each with its own connection."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from marketplace.kernel.refusal import Refusal

TIMEOUT_SECONDS = 10


def both_at_once(*calls) -> list:
    """Run all calls at the same moment; return what each returned, or its refusal's code."""
    start = Barrier(len(calls), timeout=TIMEOUT_SECONDS)

    def run(call):
        start.wait()
        try:
            return call()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, each) for each in calls]]


class Rendezvous:
    """Two threads that meet between a read and a write, so that a race is never left to luck."""

    def __init__(self) -> None:
        self._read = Barrier(2, timeout=TIMEOUT_SECONDS)
        self._written = Barrier(2, timeout=TIMEOUT_SECONDS)

    def pause(self, *args, **kwargs) -> None:
        """The slow one has read; it goes on once the other has written."""
        self._read.wait()
        self._written.wait()

    def slip_in(self, deed):
        """The quick one does its deed while the slow one stands between read and write."""
        self._read.wait()
        try:
            return deed()
        finally:
            self._written.wait()
