from marketplace.approvals.registry import ApprovalKind
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.permissions import VETTING


class RingTheBell(ApprovalKind):
    """Rings a bell as often as was asked; thirteen times is refused."""

    key = "plugin.bell"
    label = "Ring the bell"
    duties = (VETTING,)

    def describe(self, approval):
        return [("Times", str(approval.facts["times"]))]

    def execute(self, approval, *, by, at):
        if approval.facts["times"] == 13:
            raise Refusal("bell.unlucky", "The bell was not rung.", "Ring it less often.")
        Event.append(approval.stream, "bell.rung", at=at, by=by, times=approval.facts["times"])
