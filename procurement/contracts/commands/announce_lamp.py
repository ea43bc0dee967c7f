from django.utils.translation import gettext_lazy as _

from marketplace.kernel.canonical import stamp
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..domain.lamp import Lamp
from ..models import Engagement
from ..parts import LAMP, lamp_to_tell, locked, newest_pin, require_in_service, told


def announce_lamp(*, engagement_id, at) -> Engagement:
    """Tell the colour of a service's lamp, once per colour and pinned day. The clock's own deed.

    Nothing is set by it: the lamp follows from the facts. Red is told to the regulator too.

    Raises:
        Refusal: ``service.lamp_told``, ``service.not_running``, ``engagement.fallen``.
    """
    with command():
        engagement = locked(engagement_id)
        require_in_service(engagement)
        stream = engagement.notice.stream
        shown = lamp_to_tell(engagement, told([engagement], LAMP)[stream], at)
        if shown is None:
            raise Refusal(
                "service.lamp_told",
                _("Nothing was told: the colour of the lamp is known."),
                _("Wait until it changes."),
            )
        facts = {
            "agency": engagement.agency.public_id,
            "elapsed": shown.elapsed,
            "allowed": shown.allowed,
            "due_on": shown.due_on.isoformat(),
            "pinned_at": stamp(newest_pin(engagement).pinned_at),
        }
        Event.append(stream, LAMP, at=at, lamp=shown.lamp.value, **facts)
        if shown.lamp == Lamp.RED:
            Event.append(stream, "service.escalated", at=at, to="regulator", **facts)
    return engagement
