from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Notice


def void_notice(*, notice_id, at) -> Notice:
    """End a notice whose draw the supervisor has declared void.

    What was awarded stays on record. The owner may announce the work again, with a notice that
    refers to this one.

    Raises:
        Refusal: ``notice.draw_stands`` where its draw is not void, ``notice.wrong_state``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        if notice.draw is None or not notice.draw.is_void:
            raise Refusal(
                "notice.draw_stands",
                _("The notice was not ended: its draw is not void."),
                _("Only the supervisor declares the result of a draw void."),
            )
        notice.advance(Step.VOID)
        notice.save(update_fields=["state"])
        Event.append(
            notice.stream,
            "notice.voided",
            at=at,
            draw=notice.draw.public_id,
            reason=notice.draw.void_reason,
        )
    return notice
