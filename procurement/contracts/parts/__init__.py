"""What the commands, the duties and the screens of services share."""

from ..permissions import may_agency, may_owner
from .accepting import accept, require_not_deemed
from .clock import Calendars, ServiceClock, clock_of, newest_pin, pin_due_date, stopwatch_of
from .history import STEPS, HistoryStep, steps_of
from .lamps import LAMP, lamp_to_tell
from .offering import (
    CLOCK_REASONS,
    EXHAUSTED,
    INSTANT,
    NOT_CONFIRMED,
    NOT_LISTED,
    NOT_SIGNED,
    SUSPENDED,
    later_of,
    locked,
    open_first,
    pass_over,
)
from .reasons import REASON_MAX, plain_reason
from .reminders import REMINDERS, reminder_due
from .running import open_pause, paper_facts, require_in_service, require_no_pause
from .telling import told

__all__ = [
    "CLOCK_REASONS",
    "EXHAUSTED",
    "INSTANT",
    "LAMP",
    "NOT_CONFIRMED",
    "NOT_LISTED",
    "NOT_SIGNED",
    "REASON_MAX",
    "REMINDERS",
    "STEPS",
    "SUSPENDED",
    "Calendars",
    "HistoryStep",
    "ServiceClock",
    "accept",
    "clock_of",
    "lamp_to_tell",
    "later_of",
    "locked",
    "may_agency",
    "may_owner",
    "newest_pin",
    "open_first",
    "open_pause",
    "paper_facts",
    "pass_over",
    "pin_due_date",
    "plain_reason",
    "reminder_due",
    "require_in_service",
    "require_no_pause",
    "require_not_deemed",
    "steps_of",
    "stopwatch_of",
    "told",
]
