"""What is to be told is noted in the order of the log; the clock then tells it in parts."""

from .. import clock
from ..listeners import Listener
from ..topics import topics
from . import conf
from .models import Posting


class Notifying(Listener):
    """Notes for each event which topics tell of it, once, however often it is heard."""

    key = "marketplace_notifications.postings"

    @property
    def kinds(self) -> frozenset[str]:
        """Return every kind that some topic tells of."""
        return frozenset().union(*(topic.kinds for topic in topics))

    def hear(self, event):
        now = clock.now()
        if event.at < now - conf.kept_for():
            return
        concerned = [topic for topic in topics if event.kind in topic.kinds]
        Posting.objects.bulk_create(
            [Posting(event=event, topic=topic.key, due_at=now) for topic in concerned],
            ignore_conflicts=True,
        )
