"""How each person wants to hear of each topic."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from ...topics import AUDIENCES, Topic, topics
from ..models import Preference


class Way(NamedTuple):
    """Whether on the site, and when by mail."""

    on_site: bool
    mailing: str


class Choice(NamedTuple):
    """A topic, as one person has switched it."""

    topic: Topic
    way: Way


def ways(topic: Topic, user_ids: Collection) -> dict[object, Way]:
    """Return how each of the users hears of the topic, in one query."""
    chosen = Preference.objects.filter(topic=topic.key, user__in=user_ids)
    found = {each.user_id: _way(topic, each) for each in chosen}
    return {key: found.get(key) or _way(topic, None) for key in user_ids}


def choices_of(user) -> list[Choice]:
    """Return every topic that may concern the user, by audience, as the user has switched it."""
    rows = {each.topic: each for each in Preference.objects.filter(user=user)}
    found = [cls() for cls in topics]
    order = list(AUDIENCES)
    found.sort(key=lambda topic: (order.index(topic.audience), topic.order, topic.key))
    return [
        Choice(topic, _way(topic, rows.get(topic.key))) for topic in found if topic.concerns(user)
    ]


def _way(topic: Topic, preference: Preference | None) -> Way:
    if preference is None:
        return Way(on_site=True, mailing=topic.mail)
    return Way(preference.on_site or topic.binding, preference.mailing)
