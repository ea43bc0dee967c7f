from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from ...models import Event
from ...transaction import command
from ..models import ImportRun


def begin_import(*, run_id, by, at) -> ImportRun:
    """Have the good rows of a checked table brought in; pressed twice, it begins once.

    Raises:
        Refusal: ``import.begun``.
    """
    with command():
        run = ImportRun.objects.locked(run_id)
        if run.state != ImportRun.State.CHECKED:
            raise Refusal(
                "import.begun",
                _("Nothing was begun: this table is “%(state)s”.")
                % {"state": run.get_state_display()},
                _("Reload the page to see how far it is."),
            )
        run.state, run.begun_at = ImportRun.State.RUNNING, at
        run.added = run.changed = run.same = run.bad = run.done = 0
        run.problems = []
        run.save()
        Event.append(
            run.stream,
            "import.begun",
            at=at,
            by=by,
            private={"file": run.file_name},
            table=run.kind,
            sha256=run.sha256,
            rows=run.total,
        )
    return run
