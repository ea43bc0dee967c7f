from __future__ import annotations

from ...transaction import command
from ..models import Approval
from ..parts import decide, not_yours, require_pending
from ..permissions import may_withdraw


def withdraw_approval(*, approval_id, by, at) -> Approval:
    """Take one's own request back, as long as nobody has decided.

    Raises:
        Refusal: ``approval.decided`` or ``approval.not_yours``.
    """
    with command():
        approval = Approval.objects.locked(approval_id)
        require_pending(approval)
        if not may_withdraw(by, approval):
            raise not_yours()
        decide(approval, Approval.State.WITHDRAWN, by=by, at=at)
    return approval
