from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from marketplace import clock
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..clock import furthest
from ..models import ClockOffset

SECOND = timedelta(seconds=1)


def move_clock(*, to: datetime, by=None) -> timedelta:
    """Set the demonstration's clock to a later moment, and return how far ahead it then runs.

    A moment and no length of time is asked for, so that a form sent twice moves it once.

    Raises:
        Refusal: ``clock.backwards`` for a moment that is over, ``clock.too_far``.
    """
    with command():
        row = ClockOffset.objects.locked()
        now = clock.now()
        step = -((now - to) // SECOND)  # whole seconds, rounded up
        if step <= 0:
            raise Refusal(
                "clock.backwards",
                _("The demo clock was not moved: that moment is over, and it only runs forward."),
                _("Reload the page to see what the clock shows."),
            )
        if to > furthest():
            raise Refusal(
                "clock.too_far",
                _("The demo clock was not moved: it has reached the end of the demonstration."),
                _("Begin a new one with: make clean, then make run."),
            )
        row.seconds += step
        row.save(update_fields=["seconds"])
        Event.append("demo", "clock.moved", at=now, by=by, seconds=step, ahead=row.seconds)
    return row.ahead
