from django.utils.translation import gettext_lazy as _

from marketplace.approvals.models import Approval
from marketplace.approvals.parts import enter_approval
from marketplace.kernel.refusal import Refusal
from marketplace.transaction import command

from ...domain.lifecycle import NOTICE, Step
from ..parts import locked, plain_reason

DEED = "skip"


def ask_skip(*, engagement_id, reason, by, at) -> Approval:
    """Ask that a candidate be passed over; a second person's signature does it.

    Raises:
        Refusal: ``skip.too_late`` once a contract is handed in, ``skip.asked`` where a request
            waits already, ``reason.missing``, ``approval.not_yours``, ``engagement.fallen``.
    """
    with command():
        engagement = locked(engagement_id)
        notice = engagement.notice
        if not NOTICE.allows(notice.state, Step.SKIP):
            raise Refusal(
                "skip.too_late",
                _("Nothing was asked for: the notice is “%(state)s”, and nobody can be skipped.")
                % {"state": notice.state_label},
                _("Until the signed contract is handed in, a candidate can be passed over."),
            )
        facts = {"engagement": engagement.pk}
        pending = Approval.objects.pending().filter(kind=DEED, stream=notice.stream)
        if any(each.facts == facts for each in pending):
            raise Refusal(
                "skip.asked",
                _("Nothing was asked for: such a request waits for its second signature."),
                _("Ask a colleague or a regulator to sign it."),
            )
        return enter_approval(
            kind=DEED, stream=notice.stream, facts=facts, reason=plain_reason(reason), by=by, at=at
        )
