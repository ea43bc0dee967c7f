"""The rules of the review before publication, and the way back to the owner."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.kernel.text import composed, hidden_character
from marketplace.models import Event

from ..domain.lifecycle import Step
from ..models import Notice

REMARK_MAX = 1000


def require_other_reviewer(notice: Notice, by) -> None:
    """Refuse a reviewer who acts for the notice's owner.

    Raises:
        Refusal: ``review.own``.
    """
    if notice.owner.organisation.memberships.filter(user=by).exists():
        raise Refusal(
            "review.own",
            _("Nothing was decided: you act for the owner of this notice yourself."),
            _("Leave the review to a colleague."),
        )


def plain_remark(reason: str) -> str:
    """Return the reviewer's reason as it is kept.

    Raises:
        Refusal: ``review.no_reason`` for a missing, hidden or overlong reason.
    """
    text = composed(reason).strip()
    if not text or len(text) > REMARK_MAX or hidden_character(text, lines=True):
        raise Refusal(
            "review.no_reason",
            _("The notice was not returned: a reason in plain text is needed."),
            _("Write what the owner should change, in at most %(limit)d characters.")
            % {"limit": REMARK_MAX},
        )
    return text


def send_back(notice: Notice, *, remark: str, by, at: datetime, **facts) -> None:
    """Give a locked notice back to its owner, who may change it and hand it in again.

    Raises:
        Refusal: ``notice.wrong_state``.
    """
    notice.advance(Step.RETURN)
    notice.review_remark, notice.review_escalated_at = remark, None
    notice.save(update_fields=["state", "review_remark", "review_escalated_at"])
    private = {"reason": remark}
    Event.append(notice.stream, "notice.returned", at=at, by=by, private=private, **facts)
