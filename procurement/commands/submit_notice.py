from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event, HallRules
from marketplace.transaction import command

from ..domain.lifecycle import State, Step
from ..eligibility import (
    check_leaves_time_after_review,
    check_publishable,
    review_deadline,
)
from ..models import Notice
from .publishing import require_mode

SUBMITTED = ["state", "submitted_at", "review_by", "review_escalated_at"]


def submit_notice(*, notice_id, by, at) -> Notice:
    """Hand a complete draft in for review: the hall has some working days to read it.

    Raises:
        Refusal: ``notice.wrong_state``, ``notice.no_review``, ``notice.no_mode``,
            ``notice.close_before_review``, or why it could not be published even now (see
            ``procurement.eligibility``).
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        rules = notice.hall.rules
        if notice.state == State.DRAFT:
            _require_reviewing_hall(rules)
        notice.advance(Step.SUBMIT)
        require_mode(notice)
        check_publishable(notice, rules, at=at, on=timezone.localdate(at))
        notice.submitted_at, notice.review_escalated_at = at, None
        notice.review_by = review_deadline(notice, rules, at=at)
        check_leaves_time_after_review(notice, rules, review_by=notice.review_by)
        notice.save(update_fields=SUBMITTED)
        Event.append(notice.stream, "notice.submitted", at=at, by=by, review_by=notice.review_by)
    return notice


def _require_reviewing_hall(rules: HallRules) -> None:
    if not rules.reviews_notices:
        raise Refusal(
            "notice.no_review",
            _("The notice was not handed in: this hall does not review notices."),
            _("Publish it yourself."),
        )
