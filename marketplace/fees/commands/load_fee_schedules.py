from __future__ import annotations

from datetime import datetime

from ...parts import hold_catalogue, record_catalogue_change
from ...transaction import command
from ..data.loading import Brought, bring


def load_fee_schedules(*, rows: object, by=None, at: datetime) -> Brought:
    """Make the schedules say what the rows say: all of them, or none.

    Returns the schedules that were added and those that were changed. A version that a
    notice has used is kept, and what differs becomes the next one. A second load changes
    nothing and writes no event.

    Raises:
        Refusal: ``fee.schedules_invalid``, naming every bad row with its place.
    """
    with command():
        hold_catalogue()
        added, changed = bring(rows)
        if added or changed:
            record_catalogue_change(at=at, by=by, added=added, changed=changed)
    return added, changed
