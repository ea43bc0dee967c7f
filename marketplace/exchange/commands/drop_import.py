from __future__ import annotations

from ...transaction import command
from ..models import ImportRun


def drop_import(*, run_id, at) -> ImportRun:
    """Leave a checked table; its file is forgotten. What has begun is not dropped."""
    with command():
        run = ImportRun.objects.locked(run_id)
        if run.state == ImportRun.State.CHECKED:
            run.state, run.ended_at, run.content = ImportRun.State.DROPPED, at, None
            run.save()
    return run
