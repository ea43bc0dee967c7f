from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..models import DueDate, Pause
from ..parts import locked, open_pause, pin_due_date, require_in_service


def resume_service(*, engagement_id, by, at) -> Pause:
    """Let the service clock go on, and pin the due day anew. Owner and agency both can.

    Raises:
        Refusal: ``service.not_running``, ``service.not_paused``, ``engagement.fallen``.
    """
    with command():
        engagement = locked(engagement_id)
        require_in_service(engagement)
        pause = open_pause(engagement)
        if pause is None:
            raise Refusal(
                "service.not_paused",
                _("Nothing was changed: the service is not paused."),
                _("Reload the page; somebody else may have let it go on."),
            )
        pause.resumed_at = max(at, pause.paused_at)
        pause.save(update_fields=["resumed_at"])
        pin = pin_due_date(engagement, DueDate.Cause.RESUMED, at=pause.resumed_at)
        Event.append(
            engagement.notice.stream,
            "service.resumed",
            at=pause.resumed_at,
            by=by,
            agency=engagement.agency.public_id,
            due_on=pin.due_on.isoformat(),
        )
    return pause
