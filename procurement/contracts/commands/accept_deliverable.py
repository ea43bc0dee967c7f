from marketplace.transaction import command

from ..models import Engagement
from ..parts import accept, locked, require_not_deemed


def accept_deliverable(*, engagement_id, by, at) -> Engagement:
    """Accept what was handed in, as the owner: the service is complete.

    Raises:
        Refusal: ``delivery.deemed`` once silence has counted, ``engagement.fallen``,
            ``notice.wrong_state``.
    """
    with command():
        engagement = locked(engagement_id)
        require_not_deemed(engagement, at)
        accept(engagement, Engagement.Acceptance.BY_OWNER, accepted_at=at, by=by, at=at)
    return engagement
