from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..facts import askers
from ..models import Notice
from ..qualification import qualified_agencies, shortfalls


def close_notice(*, notice_id, at) -> Notice:
    """Shut the door once the time is up, check again who qualifies, and write down who is in.

    Raises:
        Refusal: ``notice.too_early`` before the deadline, ``notice.wrong_state``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        if notice.closes_at is None or at < notice.closes_at:
            raise Refusal(
                "notice.too_early",
                _("The notice was not closed: it is open until its announced time."),
                _("Wait for the time on the notice."),
            )
        notice.advance(Step.CLOSE)
        excluded = _recheck(notice, on=timezone.localdate(notice.closes_at))
        notice.closed_at = at
        notice.save(update_fields=["state", "closed_at"])
        inside = notice.responses.valid().order_by("agency__public_id")
        Event.append(
            notice.stream,
            "notice.closed",
            at=at,
            candidates=list(inside.values_list("agency__public_id", flat=True)),
            excluded=excluded,
            **({"askers": asked} if (asked := askers(notice)) else {}),
        )
    return notice


def _recheck(notice: Notice, *, on) -> list[dict]:
    qualified = set(qualified_agencies(notice, on=on).values_list("pk", flat=True))
    excluded = []
    standing = notice.responses.standing().select_related("agency__organisation")
    for response in standing.order_by("agency__public_id"):
        if response.agency_id in qualified:
            continue
        missing = shortfalls(response.agency, notice, on=on)
        response.exclusion = missing[0].code
        response.save(update_fields=["exclusion"])
        excluded.append({"agency": response.agency.public_id, "reason": response.exclusion})
    return excluded
