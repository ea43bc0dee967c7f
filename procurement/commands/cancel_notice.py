from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.kernel.text import composed, hidden_character
from marketplace.models import Event
from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Notice

REASON_MAX = 1000


def cancel_notice(*, notice_id, reason: str, by, at) -> Notice:
    """End a draft or an open notice for good; the reason is public once it was published.

    Raises:
        Refusal: ``notice.wrong_state``, ``notice.late_cancel`` after the deadline,
            ``notice.no_reason`` for a missing, hidden or overlong reason.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        notice.advance(Step.CANCEL)
        if notice.closes_at is not None and notice.published_at and at >= notice.closes_at:
            raise Refusal(
                "notice.late_cancel",
                _("The notice was not cancelled: the time for answers is over."),
                _("Wait for the result. An award can still be declined, with a reason."),
            )
        text = composed(reason).strip()
        if not text or len(text) > REASON_MAX or hidden_character(text, lines=True):
            raise Refusal(
                "notice.no_reason",
                _("The notice was not cancelled: a reason in plain text is needed."),
                _("Write the reason, in at most %(limit)d characters.") % {"limit": REASON_MAX},
            )
        notice.save(update_fields=["state"])
        Event.append(notice.stream, "notice.cancelled", at=at, by=by, reason=text)
    return notice
