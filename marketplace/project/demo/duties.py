"""What the clock owes to a demonstration: something to answer, and somebody who throws dice."""

from marketplace import conf

from .dice import throw_due_dice
from .models import World
from .top_up import lacks_notices, top_up


def keep_notices_open(at) -> None:
    """Publish a notice where a mode has none open; one a pass, so that no pass takes long."""
    if conf.is_demo() and lacks_notices(at) and World.objects.exists():
        top_up(at=at, most=1)


def throw_dice(at) -> None:
    """Throw the dice of the city's people."""
    if conf.is_demo() and conf.seed_source() == "opendraw" and World.objects.exists():
        throw_due_dice(at)
