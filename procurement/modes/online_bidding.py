from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal

from ..domain.ballot import Ballot, Decision, Entry, Terms
from .base import SelectionMode


class OnlineBidding(SelectionMode):
    """Lowest price wins; equal prices are ordered by a draw, never by who came first."""

    key = "online_bidding"
    label = _("Online bidding")
    glyph = "bid"
    explanation = _(
        "Each agency quotes once, at or below the ceiling. Nobody sees a quote before the "
        "close; then the lowest valid price wins. Equal prices are ordered by a draw."
    )
    suits = _("Suits work that can be compared and whose price varies.")
    asks_price = True

    def check_entry(self, terms: Terms, entry: Entry) -> None:
        if entry.price is None or entry.price.minor <= 0:
            raise Refusal(
                "bid.no_price",
                _("The quote was not entered: it has no price."),
                _("Enter a price above zero."),
            )
        if terms.ceiling < entry.price:
            raise Refusal(
                "bid.above_ceiling",
                _("The quote was not entered: %(price)s yuan is above the ceiling, %(limit)s yuan.")
                % {"price": f"{entry.price.major:,}", "limit": f"{terms.ceiling.major:,}"},
                _("Quote the ceiling or less."),
            )
        if terms.floor is not None and entry.price < terms.floor:
            raise Refusal(
                "bid.below_floor",
                _("The quote was not entered: %(price)s yuan is below the floor, %(limit)s yuan.")
                % {"price": f"{entry.price.major:,}", "limit": f"{terms.floor.major:,}"},
                _("Quote the floor or more."),
            )

    def decide(self, ballot: Ballot) -> Decision:
        seed = ballot.seed
        if seed is None:
            raise ValueError("ties need a seed")
        bids = sorted(
            (entry.price.minor, seed.ticket(entry.candidate), entry.candidate)
            for entry in ballot.entries
            if entry.price is not None
        )
        return Decision(
            ranking=tuple(candidate for _price, _ticket, candidate in bids),
            evidence={
                "method": "lowest_price",
                "seed": seed.value.hex(),
                "source": seed.source,
                "bids": [
                    {"candidate": candidate, "price_fen": price, "tie": ticket.hex()}
                    for price, ticket, candidate in bids
                ],
            },
        )
