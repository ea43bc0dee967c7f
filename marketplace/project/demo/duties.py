"""What the clock owes to a demonstration: there is always something to answer."""

from marketplace import conf

from .models import World
from .top_up import lacks_notices, top_up


def keep_notices_open(at) -> None:
    """Publish a notice where a mode has none open; one a pass, so that no pass takes long."""
    if conf.is_demo() and lacks_notices(at) and World.objects.exists():
        top_up(at=at, most=1)
