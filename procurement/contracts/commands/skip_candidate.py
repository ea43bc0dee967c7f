from marketplace.transaction import command

from ..models import Engagement
from ..parts import locked, pass_over, plain_reason


def skip_candidate(*, engagement_id, reason, approver, at) -> Engagement | None:
    """Pass over a candidate by ruling; return the next one's engagement, if one is left.

    People ask for this through ``marketplace.approvals`` (the deed ``skip``), whose second
    signature is the approver.

    Raises:
        Refusal: ``reason.missing``, ``engagement.fallen``, ``notice.wrong_state``.
    """
    with command():
        engagement = locked(engagement_id)
        return pass_over(
            engagement, reason=plain_reason(reason), cause="ruled", approver=approver, at=at
        )
