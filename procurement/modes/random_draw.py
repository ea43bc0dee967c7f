from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..domain.ballot import Ballot, Decision
from .base import SelectionMode


class RandomDraw(SelectionMode):
    """Every candidate gets a ticket from the seed; the lowest ticket wins (OPENDRAW/1, 9)."""

    key = "random_draw"
    label = _("Random draw")
    glyph = "draw"
    explanation = _(
        "The owner fixes price and days. Every agency that accepts them gets one ticket; the "
        "lowest ticket wins and the others follow in order as reserves."
    )
    suits = _("Suits clear tasks at a known price. Anyone can redo the result.")

    def decide(self, ballot: Ballot) -> Decision:
        seed = ballot.seed
        if seed is None:
            raise ValueError("a draw needs a seed")
        tickets = sorted((seed.ticket(each.candidate), each.candidate) for each in ballot.entries)
        return Decision(
            ranking=tuple(candidate for _ticket, candidate in tickets),
            evidence={
                "method": "OPENDRAW/1",
                "seed": seed.value.hex(),
                "source": seed.source,
                "tickets": [
                    {"candidate": candidate, "ticket": ticket.hex()}
                    for ticket, candidate in tickets
                ],
            },
        )
