from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from ...transaction import command
from ..models import Approval
from ..parts import decide, require_pending, require_second_person


def refuse_approval(*, approval_id, by, at, remark: str) -> Approval:
    """Refuse the second signature, with the reason for it; nothing of the deed is done.

    Raises:
        Refusal: ``approval.decided``, ``approval.own``, ``approval.not_yours``,
            ``approval.unknown_kind``, ``approval.no_remark`` or ``record.invalid``.
    """
    with command():
        approval = Approval.objects.locked(approval_id)
        require_pending(approval)
        require_second_person(approval, by)
        if not remark.strip():
            raise Refusal(
                "approval.no_remark",
                _("Nothing was refused: there is no reason."),
                _("Write one or two sentences that who asked can act on."),
            )
        decide(approval, Approval.State.REFUSED, by=by, at=at, remark=remark)
    return approval
