"""What the demonstration has decided, a line each."""

from __future__ import annotations

from procurement.models import Award

from .scripts import MODES


def decided_lines() -> list[str]:
    """Return ``mode reference participants winner price_fen ceiling_fen``, newest first."""
    awards = Award.objects.select_related("notice", "winner").order_by("-decided_at", "-pk")
    return [
        f"{award.notice.mode_key} {award.notice.public_id} {len(award.ranking)} "
        f"{award.winner.public_id} {award.price_minor} {award.notice.ceiling_minor}"
        for award in awards
    ]


def modes_without_award() -> list[str]:
    """Return the keys of our modes by which nothing has been decided."""
    decided = set(Award.objects.values_list("notice__mode_key", flat=True))
    return [mode for mode in MODES if mode not in decided]
