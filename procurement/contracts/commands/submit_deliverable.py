from marketplace.calendar import end_of_working_day, of_hall
from marketplace.documents.parts import keep_document
from marketplace.models import Event
from marketplace.models.checking import check
from marketplace.transaction import command

from ...domain.lifecycle import Step
from ..models import Delivery
from ..parts import INSTANT, clock_of, locked, paper_facts, require_no_pause


def submit_deliverable(*, engagement_id, document, remark="", by, at) -> Delivery:
    """Hand in what was ordered, as the agency: the service clock stands, the owner's starts.

    Raises:
        Refusal: ``service.paused``, ``record.invalid`` for an overlong remark,
            ``engagement.fallen``, ``notice.wrong_state``.
    """
    with command():
        engagement = locked(engagement_id)
        notice = engagement.notice
        notice.advance(Step.DELIVER)
        require_no_pause(engagement)
        taken = clock_of(engagement, at).elapsed
        delivery = _keep(engagement, document, remark, taken=taken, by=by, at=at)
        _set_clocks(engagement, at)
        notice.save(update_fields=["state"])
        shown = clock_of(engagement, at)
        Event.append(
            notice.stream,
            "deliverable.submitted",
            at=at,
            by=by,
            private={"remark": delivery.remark, "papers": paper_facts(delivery.document)},
            agency=engagement.agency.public_id,
            number=delivery.number,
            elapsed=shown.elapsed,
            allowed=shown.allowed,
            is_late=shown.is_overdue,
            check_by=engagement.check_by,
            deemed_at=engagement.deemed_at,
        )
    return delivery


def _keep(engagement, document, remark: str, *, taken: int, by, at) -> Delivery:
    delivery = Delivery(
        engagement=engagement,
        number=engagement.deliveries.count() + 1,
        document=keep_document(
            stream=engagement.stream, purpose="deliverable", upload=document, by=by, at=at
        ),
        remark=remark,
        submitted_at=at,
        taken_days=taken,
    )
    check(delivery, exclude=["returned_at"])
    delivery.save(force_insert=True)
    return delivery


def _set_clocks(engagement, at) -> None:
    """Set until when the owner has to answer, and when silence counts as acceptance."""
    rules = engagement.notice.rules
    calendar = of_hall(engagement.notice.hall, known_at=at)
    engagement.delivered_at = at
    engagement.check_by = end_of_working_day(at, rules.delivery_check_days, calendar)
    engagement.deemed_at = end_of_working_day(
        engagement.check_by - INSTANT, rules.delivery_grace_days, calendar
    )
    engagement.save(update_fields=["delivered_at", "check_by", "deemed_at"])
