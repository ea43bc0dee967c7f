from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.calendar import end_of_working_day, of_hall
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event, HallRules
from marketplace.notation import moment
from marketplace.transaction import command

from ..domain.lifecycle import State, Step
from ..eligibility import check_publishable
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
        calendar = of_hall(notice.hall, known_at=at)
        notice.submitted_at, notice.review_escalated_at = at, None
        notice.review_by = end_of_working_day(at, rules.review_days, calendar)
        _require_time_after_review(notice, rules)
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


def _require_time_after_review(notice: Notice, rules: HallRules) -> None:
    if not notice.mode.is_competitive:
        return
    earliest: datetime = notice.review_by + timedelta(hours=rules.window_min_hours)
    if notice.closes_at < earliest:
        raise Refusal(
            "notice.close_before_review",
            _(
                "The notice was not handed in: the review may take until %(review_by)s, and "
                "agencies need at least %(hours)d hours after it."
            )
            % {"review_by": moment(notice.review_by), "hours": rules.window_min_hours},
            _("Choose a close at %(earliest)s or later.") % {"earliest": moment(earliest)},
        )
