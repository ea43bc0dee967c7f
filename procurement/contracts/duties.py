"""What the clock owes to services. It announces and counts; no lamp is ever set."""

import logging

from marketplace.kernel.refusal import Refusal

from ..domain.lifecycle import State
from ..duties import close_grace
from .commands import announce_lamp, deem_accepted, remind, skip_silent
from .models import Engagement
from .parts import LAMP, REMINDERS, Calendars, lamp_to_tell, reminder_due, told

logger = logging.getLogger(__name__)


def skip_silent_winners(at) -> None:
    """Pass over who did not confirm or sign in time, after the grace for what arrived in it."""
    late = at - close_grace()
    for engagement in Engagement.objects.silent_at(late).order_by("pk"):
        _try(skip_silent, engagement, at)


def accept_in_silence(at) -> None:
    """Take for accepted what an owner has not answered in time."""
    late = at - close_grace()
    for engagement in Engagement.objects.deemed_by(late).order_by("pk"):
        _try(deem_accepted, engagement, at)


def remind_owners(at) -> None:
    """Remind owners of contracts and deliverables that are overdue, once each."""
    overdue = list(Engagement.objects.overdue_for_owner(at).for_clock().order_by("pk"))
    events = told(overdue, *REMINDERS)
    for engagement in overdue:
        reminder = reminder_due(engagement, at)
        known = [each.facts for each in events[engagement.notice.stream]]
        if reminder is not None and reminder.facts not in known:
            _try(remind, engagement, at)


def announce_lamps(at) -> None:
    """Tell each colour that a running service's lamp has turned to."""
    running = list(Engagement.objects.in_state(State.IN_SERVICE).for_clock().order_by("pk"))
    events, calendars = told(running, LAMP), Calendars()
    for engagement in running:
        known = events[engagement.notice.stream]
        if lamp_to_tell(engagement, known, at, calendars=calendars) is not None:
            _try(announce_lamp, engagement, at)


def _try(command, engagement: Engagement, at) -> None:
    """One service that cannot go on now keeps no other one waiting."""
    try:
        command(engagement_id=engagement.pk, at=at)
    except Refusal as refusal:
        logger.info("%s of engagement %s: %s", command.__name__, engagement.pk, refusal.code)
    except Exception:
        logger.exception("%s of engagement %s failed", command.__name__, engagement.pk)
