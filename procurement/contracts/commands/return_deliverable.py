from marketplace.models import Event
from marketplace.transaction import command

from ...domain.lifecycle import Step
from ..models import Delivery, DueDate
from ..parts import locked, pin_due_date, plain_reason, require_not_deemed

DISPUTED_FROM = 2  # returns


def return_deliverable(*, engagement_id, reason, by, at) -> Delivery:
    """Give the deliverable back with a reason, as the owner: the service clock goes on.

    The second return is a dispute, which operator and regulator hear of.

    Raises:
        Refusal: ``reason.missing``, ``delivery.deemed`` once silence has counted,
            ``engagement.fallen``, ``notice.wrong_state``.
    """
    with command():
        engagement = locked(engagement_id)
        notice = engagement.notice
        notice.advance(Step.REWORK)
        require_not_deemed(engagement, at)
        delivery = engagement.deliveries.last()
        at = max(at, delivery.submitted_at)
        delivery.returned_at, delivery.return_reason = at, plain_reason(reason)
        delivery.save(update_fields=["returned_at", "return_reason"])
        engagement.delivered_at = engagement.check_by = engagement.deemed_at = None
        engagement.save(update_fields=["delivered_at", "check_by", "deemed_at"])
        notice.save(update_fields=["state"])
        pin = pin_due_date(engagement, DueDate.Cause.RETURNED, at=at)
        Event.append(
            notice.stream,
            "deliverable.returned",
            at=at,
            by=by,
            private={"reason": delivery.return_reason},
            agency=engagement.agency.public_id,
            number=delivery.number,
            due_on=pin.due_on.isoformat(),
        )
        if delivery.number == DISPUTED_FROM:
            _dispute(engagement, delivery.number, at)
    return delivery


def _dispute(engagement, returns: int, at) -> None:
    Event.append(
        engagement.notice.stream,
        "service.disputed",
        at=at,
        agency=engagement.agency.public_id,
        returns=returns,
    )
