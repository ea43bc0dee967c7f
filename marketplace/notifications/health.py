from django.db.models import Min

from .. import clock
from ..health import Health, HealthCheck
from .models import Mail

LATE_SECONDS = 900  # a mail server that was away for a quarter of an hour is worth a look


class OutboxCheck(HealthCheck):
    """Do mails leave? Told are how many wait and for how long, never to whom."""

    key = "mail"

    def look(self) -> Health:
        waiting = Mail.objects.filter(state__in=[Mail.State.WAITING, Mail.State.CLAIMED])
        oldest = waiting.aggregate(at=Min("made_at"))["at"]
        seconds = max(0, round((clock.now() - oldest).total_seconds())) if oldest else 0
        late = seconds > LATE_SECONDS
        problem = "mails have waited for more than a quarter of an hour" if late else ""
        facts = {"waiting": waiting.count(), "oldest_seconds": seconds}
        return Health(not late, facts, problem)
