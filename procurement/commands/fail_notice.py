from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Notice


def fail_notice(*, notice_id, at) -> Notice:
    """End a closed notice that too few agencies answered validly.

    Raises:
        Refusal: ``notice.has_answers`` where there are enough, ``notice.wrong_state``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        notice.advance(Step.FAIL)
        valid = notice.responses.valid().count()
        if valid >= notice.min_answers:
            raise Refusal(
                "notice.has_answers",
                _("The notice did not fail: enough agencies have answered."),
                _("Wait for the result of the selection."),
            )
        notice.failure = "too_few_answers" if valid else "no_answers"
        notice.save(update_fields=["state", "failure"])
        Event.append(
            notice.stream,
            "notice.failed",
            at=at,
            reason=notice.failure,
            valid_answers=valid,
            min_answers=notice.min_answers,
        )
    return notice
