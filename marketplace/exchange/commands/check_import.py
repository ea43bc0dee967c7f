from __future__ import annotations

import hashlib

from django.utils import timezone

from ...models import Series
from ...models.checking import check
from ...transaction import command
from ..conf import table_limits
from ..domain.table import read_table
from ..kinds import ExchangeKind, Outcome
from ..matching import check_table
from ..models import ImportRun


def check_import(*, kind: ExchangeKind, file_name: str, content: bytes, by, at) -> ImportRun:
    """Keep a table and what would become of each of its rows; nothing is brought in yet.

    Raises:
        Refusal: what ``read_table`` and ``check_table`` refuse, or ``record.invalid``.
    """
    table = read_table(content, limits=table_limits())
    checked = check_table(table, kind, at=at)
    with command():
        run = ImportRun(
            public_id=Series.next_id(f"I{timezone.localdate(at).year}"),
            kind=kind.key,
            file_name=file_name,
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            total=checked.total,
            added=checked.counts[Outcome.ADDED],
            changed=checked.counts[Outcome.CHANGED],
            same=checked.counts[Outcome.SAME],
            bad=checked.counts[Outcome.BAD],
            problems=checked.problems,
            by=by,
            checked_at=at,
        )
        check(run, exclude=["problems", "by", "content"])
        run.save(force_insert=True)
    return run
