"""The words of a notification, made when it is read."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from ...topics import Message, Topic, topics
from ..models import Notification

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A notification with its words, in the language in which they were asked for."""

    notification: Notification
    topic: Topic
    message: Message


def known_topics() -> dict[str, Topic]:
    """Return a topic for each key; those of apps that are gone are not among them."""
    return {cls.key: cls() for cls in topics}


def shown(rows) -> list[Shown]:
    """Return notifications with their words. The rows come with their events."""
    known = known_topics()
    return [
        Shown(row, known[row.topic], worded(row, known[row.topic]))
        for row in rows
        if row.topic in known
    ]


def worded(row: Notification, topic: Topic) -> Message:
    """Return the words; a topic that fails keeps no page from showing the others."""
    try:
        return topic.message(row.event, row.facts)
    except Exception:
        logger.exception("topic %s has no words for event %d", topic.key, row.event_id)
        return Message(str(topic.label))
