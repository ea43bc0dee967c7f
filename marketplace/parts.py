"""What a caller does to the catalogue's record inside its own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from .models import Event, Series

CATALOGUE = "catalogue"


class RowName(NamedTuple):
    """A row of the catalogue by its kind (``item``, ``department`` …) and its code."""

    kind: str
    code: str


def hold_catalogue() -> None:
    """Let one at a time change the catalogue, until the transaction ends. Taken before any row."""
    Series.locked(CATALOGUE)


def record_catalogue_change(
    *,
    at: datetime,
    by=None,
    added: Iterable[RowName] = (),
    changed: Iterable[RowName] = (),
    retired: Iterable[RowName] = (),
) -> Event:
    """Append ``catalogue.changed`` with the codes of the rows that another reader must look at.

    Needs the transaction of the change itself, which began with ``hold_catalogue``.
    """
    return Event.append(
        CATALOGUE,
        "catalogue.changed",
        at=at,
        by=by,
        revision=Series.next_id(CATALOGUE),
        added=[row._asdict() for row in added],
        changed=[row._asdict() for row in changed],
        retired=[row._asdict() for row in retired],
    )
