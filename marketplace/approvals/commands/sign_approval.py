from __future__ import annotations

from ...transaction import command
from ..models import Approval
from ..parts import decide, require_pending, require_second_person


def sign_approval(*, approval_id, by, at, remark: str = "") -> Approval:
    """Sign a deed as its second person, and do it in the same transaction.

    Raises:
        Refusal: ``approval.decided``, ``approval.own``, ``approval.not_yours``,
            ``approval.unknown_kind``, ``record.invalid``, or whatever the deed objects to.
    """
    with command():
        approval = Approval.objects.locked(approval_id)
        require_pending(approval)
        kind = require_second_person(approval, by)
        decide(approval, Approval.State.SIGNED, by=by, at=at, remark=remark)
        kind.execute(approval, by=by, at=at)
    return approval
