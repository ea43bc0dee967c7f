from marketplace.transaction import command

from ..eligibility import check_needs_no_reviewer
from ..models import Notice
from .publishing import open_to_agencies
from .reviewing import require_other_reviewer


def publish_notice(*, notice_id, by, at) -> Notice:
    """Freeze a notice's terms, pin its mode and the hall's rules, and open it to agencies.

    A draft is published by its owner where the hall reviews nothing; what is in review, by
    a reviewer, who is never one of the owner's people.

    Raises:
        Refusal: ``notice.wrong_state``, ``notice.no_mode``, ``notice.needs_review``,
            ``review.own``, or why it may not be published (see ``procurement.eligibility``).
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        is_reviewed = notice.is_in_review()
        if is_reviewed:
            require_other_reviewer(notice, by)
        elif notice.is_draft():
            check_needs_no_reviewer(notice.hall.rules)
        review = "passed" if is_reviewed else "none"
        open_to_agencies(notice, review=review, by=by, at=at)
    return notice
