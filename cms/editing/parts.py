"""What commands and receivers do inside their own transaction."""

from __future__ import annotations

from marketplace import clock

from .facts import facts_of
from .models import GuideBasis


def note_basis(page) -> None:
    """Keep the facts of the guide's item as they are: its prose agrees with them."""
    facts = facts_of([page.item])[page.item_id]
    GuideBasis.objects.update_or_create(
        page_id=page.pk, defaults={"facts": facts, "at": clock.now()}
    )
