"""How a process is killed at its n-th step: before or after a statement that writes, or a commit.

``kill -9`` on itself, so that nothing is caught, flushed or rolled back by anybody but the
database.
"""

from __future__ import annotations

import os
import signal

from django.db import connection

WRITES = ("INSERT", "UPDATE", "DELETE")


class Steps:
    """Counts the steps of this process, and ends it at one of them; 0 ends it at none."""

    def __init__(self, last: int = 0) -> None:
        self.count, self._last = 0, last

    def __enter__(self) -> Steps:
        connection.ensure_connection()
        self._wrapped = connection.execute_wrapper(self._statement)
        self._wrapped.__enter__()
        commit = connection._commit

        def committing():
            self._step()
            commit()
            self._step()

        connection._commit = committing
        return self

    def __exit__(self, *raised) -> None:
        self._wrapped.__exit__(*raised)
        del connection._commit

    def _statement(self, execute, sql, params, many, context):
        writes = sql.startswith(WRITES)
        if writes:
            self._step()
        found = execute(sql, params, many, context)
        if writes:
            self._step()
        return found

    def _step(self) -> None:
        self.count += 1
        if self.count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)
