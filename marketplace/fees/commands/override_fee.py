from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ...kernel.refusal import Refusal
from ...models import Hall, ServiceItem
from ...transaction import command
from ..models import FeeOverride
from ..parts.overrides import SIGNED_BY_ANOTHER, OwnTerms, add_override


def override_fee(
    *, hall_id: int, item_id: int, terms: OwnTerms, reason: str, by, at: datetime
) -> FeeOverride:
    """Put a hall's own terms in the place of an item's. Published notices keep theirs.

    Raises:
        Refusal: ``fee.needs_signature`` for a cap set by people (see ``ask_manual_cap``),
            ``fee.no_schedule``, ``fee.kind``, ``fee.share``, ``fee.figure``,
            ``fee.unchanged``, or ``record.invalid`` without a reason.
    """
    if terms.policy in SIGNED_BY_ANOTHER:
        raise Refusal(
            "fee.needs_signature",
            _("Nothing was changed: a cap that people set needs a second signature."),
            _("Ask for the signature; the cap holds from the moment another person signs."),
        )
    with command():
        hall = Hall.objects.locked(hall_id)
        item = ServiceItem.objects.get(pk=item_id)
        return add_override(hall=hall, item=item, terms=terms, reason=reason, by=by, at=at)
