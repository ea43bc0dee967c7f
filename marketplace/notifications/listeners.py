"""What is to be told is noted in the order of the log; the clock then tells it in parts."""

import logging
from datetime import datetime

from .. import clock
from ..listeners import GatheringListener
from ..models import Event
from ..topics import Topic, topics
from . import conf
from .models import Posting

logger = logging.getLogger(__name__)


class Notifying(GatheringListener):
    """Notes for each event which topics tell of it, once, however often it is heard."""

    key = "marketplace_notifications.postings"

    @property
    def kinds(self) -> frozenset[str]:
        """Return every kind that some topic tells of."""
        return frozenset().union(*(topic.kinds for topic in topics))

    def hear_all(self, events):
        since = clock.now() - conf.told_for()
        Posting.objects.bulk_create(
            [
                Posting(event=event, topic=topic.key, time=name, at=at, due_at=at)
                for event in events
                for topic in topics
                if event.kind in topic.kinds
                for name, at in _times(topic(), event)
                if at >= since
            ],
            ignore_conflicts=True,
        )


def _times(topic: Topic, event: Event) -> list[tuple[str, datetime]]:
    """Return when a topic tells of an event; one that fails must not stop the others."""
    try:
        return list(topic.times(event))
    except Exception:
        logger.exception("topic %s has no times for event %d", topic.key, event.pk)
        return []
