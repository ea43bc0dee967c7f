from marketplace.kernel.refusal import Refusal
from procurement.domain.ballot import Ballot, Decision, Entry, Terms
from procurement.modes.base import SelectionMode


class MedianPrice(SelectionMode):
    """The price nearest to the median wins; equally near ones are ordered by a draw."""

    key = "median_price"
    label = "Nearest to the median"
    explanation = "Each agency quotes once; the quote nearest to the median of all quotes wins."
    suits = "Suits work where the cheapest quote is often too cheap."
    asks_price = True

    def check_entry(self, terms: Terms, entry: Entry) -> None:
        if entry.price is None:
            raise Refusal("median.no_price", "The quote has no price.", "Enter a price.")
        if terms.ceiling < entry.price:
            raise Refusal("median.above_ceiling", "The quote is above the ceiling.", "Quote less.")

    def decide(self, ballot: Ballot) -> Decision:
        prices = sorted(entry.price.minor for entry in ballot.entries)
        middle = len(prices) // 2
        twice_the_median = prices[middle] + prices[-middle - 1]
        order = sorted(
            (
                abs(2 * entry.price.minor - twice_the_median),
                ballot.seed.ticket(entry.candidate),
                entry.candidate,
            )
            for entry in ballot.entries
        )
        return Decision(
            ranking=tuple(candidate for _distance, _ticket, candidate in order),
            evidence={
                "method": "median_price",
                "seed": ballot.seed.value.hex(),
                "twice_the_median_fen": twice_the_median,
                "distances": [
                    {"candidate": candidate, "twice_the_distance_fen": distance}
                    for distance, _ticket, candidate in order
                ],
            },
        )
