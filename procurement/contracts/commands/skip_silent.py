from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.transaction import command

from ...domain.lifecycle import State
from ..models import Engagement
from ..parts import NOT_CONFIRMED, NOT_SIGNED, locked, pass_over


def skip_silent(*, engagement_id, at) -> Engagement | None:
    """Pass over a winner who did not confirm, or sign, in time. The clock's own deed.

    Raises:
        Refusal: ``award.time_left``, ``engagement.fallen``, ``notice.wrong_state``.
    """
    with command():
        engagement = locked(engagement_id)
        cause, end = NOT_CONFIRMED, engagement.confirm_by
        if engagement.notice.state != State.AWARDED:
            cause, end = NOT_SIGNED, engagement.lapses_at
        if end is None or at < end:
            raise Refusal(
                "award.time_left",
                _("Nobody was passed over: there is still time."),
                _("Wait for the end of the time that the notice names."),
            )
        return pass_over(engagement, reason=cause, cause=cause, at=at)
