from __future__ import annotations

import time
from datetime import timedelta

from ...kernel.refusal import Refusal
from ...models import Event
from ...transaction import command
from ..conf import table_limits
from ..domain.table import TableRow, read_table
from ..kinds import BadRow, ExchangeKind, Outcome, Problem, find_exchange
from ..matching import rows_of, told
from ..models import ImportRun

HELD = timedelta(seconds=60)


def continue_import(*, run_id, at, seconds: float = 0.4) -> ImportRun:
    """Bring in the next rows of a table for so long, each by its own durable command.

    One at a time works on a table: who comes meanwhile does nothing. Whatever stops it, the
    next call goes on where it stopped; a row that was in already is then “unchanged”.
    """
    if not ImportRun.objects.free_at(at).filter(pk=run_id).update(held_until=at + HELD):
        return ImportRun.objects.get(pk=run_id)
    run = ImportRun.objects.select_related("by").get(pk=run_id)
    kind = find_exchange(run.kind)
    if kind is None:  # the app that offered it is gone: its rows wait until it is back
        return run
    stop = time.monotonic() + seconds
    table = read_table(bytes(run.content), limits=table_limits())
    for place, (row, values) in enumerate(rows_of(table, kind)):
        if place < run.done:
            continue
        _enter(run, row, values, kind, at=at)
        if time.monotonic() > stop:
            break
    _put_down(run, at=at)
    return run


def _enter(run: ImportRun, row: TableRow, values, kind: ExchangeKind, *, at) -> None:
    """Bring one row in, and note what became of it."""
    problems = []
    try:
        if isinstance(values, BadRow):
            raise values
        outcome = kind.apply(values, by=run.by, at=at)
    except BadRow as bad:
        outcome, problems = Outcome.BAD, bad.problems
    except Refusal as refusal:
        said = f"{refusal.message} {refusal.next_step}".strip()
        outcome, problems = Outcome.BAD, [Problem("", said)]
    run.problems += told(row.number, problems)
    run.done += 1
    setattr(run, outcome.value, getattr(run, outcome.value) + 1)
    fields = ["done", outcome.value, *(["problems"] if problems else [])]
    with command():
        run.save(update_fields=fields)


def _put_down(run: ImportRun, *, at) -> None:
    with command():
        run.held_until = None
        if run.done == run.total:
            run.state, run.ended_at, run.content = ImportRun.State.DONE, at, None
            Event.append(run.stream, "import.ended", at=at, table=run.kind, **run.counts)
        run.save(update_fields=["held_until", "state", "ended_at", "content"])
