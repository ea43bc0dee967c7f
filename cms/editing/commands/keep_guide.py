"""An editor has read what changed of an item, and the guide still says what is true."""

from __future__ import annotations

from marketplace import clock
from marketplace.models import Event
from marketplace.transaction import command

from ..parts import note_basis


def keep_guide(page, *, by) -> None:
    """Note that a guide was read against the catalogue as it is now, and holds."""
    with command():
        note_basis(page)
        Event.append(f"page:{page.pk}", "page.checked", at=clock.now(), by=by, title=page.title)
