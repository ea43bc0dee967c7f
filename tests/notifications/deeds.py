"""What happens in these tests: bells are rung, and the clock makes its pass."""

from marketplace import clock
from marketplace.listeners import deliver
from marketplace.models import Event
from marketplace.notifications.parts import tell
from marketplace.sequencer import sequence
from marketplace.transaction import command
from tests.factories.marketplace import UserFactory


def ring(times=1, *, by=None, at=None) -> Event:
    """Append one event of which the plug-in's topic tells."""
    with command():
        return Event.append("bell:1", "bell.rung", at=at or clock.now(), by=by, times=times)


def ringer(number=1, **columns):
    """Return somebody whom the plug-in's topic tells, with a confirmed address."""
    return UserFactory(display_name=f"Bell {number}", **{"signs_in": True, **columns})


def note() -> None:
    """Do the part of a pass that notes what is to be told."""
    sequence()
    deliver()


def pass_on() -> None:
    """Do what a pass of the clock does until nothing waits."""
    note()
    while tell(clock.now()):
        continue
