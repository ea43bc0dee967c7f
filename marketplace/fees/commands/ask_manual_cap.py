from __future__ import annotations

from datetime import datetime

from ...approvals.models import Approval
from ...approvals.parts import enter_approval
from ...kernel.money import Money
from ...models import Hall, ServiceItem
from ...transaction import command
from ..parts.overrides import POLICIES, OwnTerms

MANUAL_CAP = "fee.manual_cap"


def ask_manual_cap(
    *, hall_id: int, item_id: int, cap: Money | None, reason: str, by, at: datetime
) -> Approval:
    """Ask another person to sign a cap that people set; it holds once it is signed.

    Raises:
        Refusal: ``fee.figure`` without a cap, ``approval.not_yours``, or ``record.invalid``
            without a reason.
    """
    with command():
        hall = Hall.objects.locked(hall_id)
        item = ServiceItem.objects.get(pk=item_id)
        OwnTerms(POLICIES.MANUAL, cap=cap).checked()
        return enter_approval(
            kind=MANUAL_CAP,
            stream=hall.stream,
            facts={"hall": hall.code, "item": item.code, "cap_fen": cap.minor},
            reason=reason,
            by=by,
            at=at,
        )
