from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.transaction import command

from ..models import Engagement
from ..parts import accept, locked


def deem_accepted(*, engagement_id, at) -> Engagement:
    """Take the owner's silence for acceptance. The clock's own deed.

    It counts from the moment at which the time was over, however late the clock comes.

    Raises:
        Refusal: ``delivery.time_left``, ``engagement.fallen``, ``notice.wrong_state``.
    """
    with command():
        engagement = locked(engagement_id)
        if engagement.deemed_at is not None and at < engagement.deemed_at:
            raise Refusal(
                "delivery.time_left",
                _("Nothing was accepted: the owner still has time to look at it."),
                _("Wait for the owner's answer, or for the end of that time."),
            )
        silence = Engagement.Acceptance.BY_SILENCE
        accept(engagement, silence, accepted_at=engagement.deemed_at, at=at)
    return engagement
