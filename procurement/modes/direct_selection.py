from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal

from ..domain.ballot import Ballot, Decision, Entry, Terms
from .base import Parameter, SelectionMode

SMALL_SUM = "small_sum"
TWO_FAILURES = "two_failures"
SOLE_QUALIFIED = "sole_qualified"

GROUNDS = (
    (SMALL_SUM, _("The sum is within the limit of direct selection")),
    (TWO_FAILURES, _("Two notices for the same work have failed")),
    (SOLE_QUALIFIED, _("Only one agency qualifies")),
)


class DirectSelection(SelectionMode):
    """The owner names one agency, on the record; its acceptance is the one answer."""

    key = "direct_selection"
    label = _("Direct selection")
    glyph = "direct"
    explanation = _(
        "The owner names one qualified agency, with a ground and a reason that all can read. It is "
        "invited and has one working day to accept."
    )
    suits = _("For small sums, after two failures, or where only one agency qualifies.")
    needs_seed = False
    is_competitive = False
    parameters = (
        Parameter("invited", _("Agency"), kind="agency"),
        Parameter("ground", _("Ground"), kind="choice", choices=GROUNDS),
        Parameter("reason", _("Reason"), kind="prose", help=_("Everybody can read it.")),
    )

    def check_terms(self, terms: Terms) -> None:
        missing = [each for each in self.parameters if not terms.params.get(each.name)]
        if missing or terms.params["ground"] not in dict(GROUNDS):
            raise Refusal(
                "invitation.incomplete",
                _("The invitation is not complete: it needs the agency, the ground and a reason."),
                _("Fill in all three."),
            )

    def check_entry(self, terms: Terms, entry: Entry) -> None:
        if entry.candidate != terms.params["invited"]:
            raise Refusal(
                "invitation.other",
                _("The answer was not entered: another agency is invited to this notice."),
                _("Look for notices that are open to all qualified agencies."),
            )

    def decide(self, ballot: Ballot) -> Decision:
        return Decision(
            ranking=tuple(sorted(entry.candidate for entry in ballot.entries)),
            evidence={"method": "direct_selection", **ballot.terms.params},
        )

    def invited(self, params: Mapping[str, object]) -> str | None:
        name = params.get("invited")
        return str(name) if name else None
