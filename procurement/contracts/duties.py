"""What the clock owes to services. It announces and counts; no lamp is ever set."""

import logging

from django.db.models import CharField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event

from ..domain.lifecycle import State
from ..duties import close_grace
from .commands import announce_lamp, deem_accepted, remind, skip_silent
from .models import DueDate, Engagement
from .parts import LAMP, REMINDERS, Calendars, lamp_to_tell, reminder_due, told
from .presentation.board import with_colour

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
    late = Engagement.objects.overdue_for_owner(at)
    if not late.exists():
        return  # the question below is a long one, and it is asked every second
    overdue = list(late.for_clock().order_by("pk"))
    events = told(overdue, *REMINDERS)
    for engagement in overdue:
        reminder = reminder_due(engagement, at)
        known = [each.facts for each in events[engagement.notice.stream]]
        if reminder is not None and reminder.facts not in known:
            _try(remind, engagement, at)


def announce_lamps(at) -> None:
    """Tell each colour that a running service's lamp has turned to."""
    if not Engagement.objects.in_state(State.IN_SERVICE).exists():
        return  # the question below is a long one, and it is asked every second
    running = list(_turned(at).for_clock().order_by("pk"))
    if not running:
        return
    events, calendars = told(running, LAMP), Calendars()
    for engagement in running:
        known = events[engagement.notice.stream]
        if lamp_to_tell(engagement, known, at, calendars=calendars) is not None:
            _try(announce_lamp, engagement, at)


def _turned(at):
    """Return the services whose colour is not the one that was told last, asked of the database.

    Where it is in doubt a service is among them: what is told is for ``lamp_to_tell`` to say.
    """
    in_service = Engagement.objects.in_state(State.IN_SERVICE).filter(delivered_at=None)
    stream = Concat(Value("notice:"), OuterRef("notice__public_id"))
    told = Event.objects.filter(stream=stream, kind=LAMP).annotate(
        lamp=Cast(KT("facts__lamp"), CharField())
    )
    pins = DueDate.objects.filter(engagement=OuterRef("pk")).order_by("-pinned_at", "-pk")
    coloured = with_colour(in_service, at).annotate(
        last=Subquery(told.order_by("-number").values("lamp")[:1]),
        pinned_at=Subquery(pins.values("pinned_at")[:1]),
    )
    same = told.filter(lamp=OuterRef("colour"), at__gte=OuterRef("pinned_at"))
    is_news = Q(colour__in=["yellow", "red"]) & ~Exists(same)
    return coloured.filter(is_news | Q(colour="green") & ~Q(last="green") & Q(last__isnull=False))


def _try(command, engagement: Engagement, at) -> None:
    """One service that cannot go on now keeps no other one waiting."""
    try:
        command(engagement_id=engagement.pk, at=at)
    except Refusal as refusal:
        logger.info("%s of engagement %s: %s", command.__name__, engagement.pk, refusal.code)
    except Exception:
        logger.exception("%s of engagement %s failed", command.__name__, engagement.pk)
