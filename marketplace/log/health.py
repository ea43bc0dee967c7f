from .. import clock
from ..health import Health, HealthCheck
from . import conf
from .parts import head
from .parts.tree import log_size

LATE_HEARTBEATS = 2


class LogCheck(HealthCheck):
    """Is the log signed? A checkpoint follows every entry, and one comes every ten minutes."""

    key = "log"

    def look(self) -> Health:
        newest, entries = head(), log_size()
        if newest is None:
            problem = "" if not entries else "the log has entries and no checkpoint"
            return Health(not entries, {"entries": entries, "checkpoint_seconds": None}, problem)
        age = (clock.now() - newest.signed_at).total_seconds()
        unsigned = entries - newest.size
        late = age > (conf.PROMISE_SECONDS if unsigned else 0) and unsigned > 0
        late = late or age > LATE_HEARTBEATS * conf.HEARTBEAT.total_seconds()
        facts = {"entries": entries, "unsigned": unsigned, "checkpoint_seconds": round(age)}
        return Health(not late, facts, "no new checkpoint was signed in time" if late else "")
