from __future__ import annotations

from datetime import datetime

from ...models import Hall, ServiceItem
from ...transaction import command
from ..models import FeeOverride
from ..parts.overrides import withdraw_standing


def withdraw_override(*, hall_id: int, item_id: int, reason: str, by, at: datetime) -> FeeOverride:
    """Give an item its own terms back in a hall. Published notices keep theirs.

    Raises:
        Refusal: ``fee.no_override``, or ``record.invalid`` without a reason.
    """
    with command():
        hall = Hall.objects.locked(hall_id)
        item = ServiceItem.objects.get(pk=item_id)
        return withdraw_standing(hall=hall, item=item, reason=reason, by=by, at=at)
