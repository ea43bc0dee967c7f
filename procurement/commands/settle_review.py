from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event, HallRules
from marketplace.transaction import command

from ..models import Notice
from .publishing import open_to_agencies
from .reviewing import REMARK_MAX, send_back

LATE_PASS = timedelta(hours=1)  # a pass of the clock may come so late and still count as in time


def settle_review(*, notice_id, at) -> Notice:
    """Do what the hall's rules say of a notice that nobody reviewed in time. The clock's.

    It counts as passed, and goes back to its owner with the reason where it may not be
    published any more; or the regulator is told, once.

    Raises:
        Refusal: ``review.not_overdue``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        if not Notice.objects.overdue_for_review(at).filter(pk=notice.pk).exists():
            raise Refusal(
                "review.not_overdue",
                _("Nothing was done: the review of this notice is not overdue, or was settled."),
                _("Reload the page to see where it stands."),
            )
        if notice.hall.rules.overdue_review == HallRules.Overdue.PASS:
            _pass(notice, at)
        else:
            _escalate(notice, at)
    return notice


def _pass(notice: Notice, at) -> None:
    in_time = at - notice.review_by < LATE_PASS
    judged_at = notice.review_by if in_time else at
    try:
        open_to_agencies(notice, review="deemed", by=None, at=at, judged_at=judged_at)
    except Refusal as refusal:
        notice.refresh_from_db()
        remark = f"{refusal.message} {refusal.next_step}"[:REMARK_MAX]
        send_back(notice, remark=remark, by=None, at=at, deemed=True, refusal=refusal.code)


def _escalate(notice: Notice, at) -> None:
    notice.review_escalated_at = at
    notice.save(update_fields=["review_escalated_at"])
    Event.append(notice.stream, "review.escalated", at=at, review_by=notice.review_by)
