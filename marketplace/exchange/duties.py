"""What the clock owes tables that are being brought in."""

import logging

from ..kernel.refusal import Refusal
from .commands import continue_import
from .models import ImportRun

logger = logging.getLogger(__name__)


def continue_imports(at) -> None:
    """Go on for a moment with the table that has waited longest."""
    run_id = ImportRun.objects.free_at(at).order_by("begun_at").values_list("pk", flat=True).first()
    if run_id is None:
        return
    try:
        continue_import(run_id=run_id, at=at)
    except Refusal as refusal:  # the database is busy: the next pass goes on
        logger.info("the import %s waits: %s", run_id, refusal.code)
