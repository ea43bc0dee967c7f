from marketplace.transaction import command

from ..models import Engagement
from ..parts import locked, pass_over, plain_reason


def decline_award(*, engagement_id, reason, by, at) -> Engagement | None:
    """Give the award up as its winner; return the next candidate's engagement, if one is left.

    The reason is public. Possible until a signed contract is handed in.

    Raises:
        Refusal: ``reason.missing``, ``engagement.fallen``, ``notice.wrong_state``.
    """
    with command():
        engagement = locked(engagement_id)
        return pass_over(
            engagement, reason=plain_reason(reason), cause="declined", approver=by, at=at
        )
