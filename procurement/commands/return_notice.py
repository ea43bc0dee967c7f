from marketplace.transaction import command

from ..models import Notice
from .reviewing import plain_remark, require_other_reviewer, send_back


def return_notice(*, notice_id, reason: str, by, at) -> Notice:
    """Hand a notice back from review with what has to be changed.

    Raises:
        Refusal: ``notice.wrong_state``, ``review.own`` or ``review.no_reason``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        require_other_reviewer(notice, by)
        send_back(notice, remark=plain_remark(reason), by=by, at=at)
    return notice
