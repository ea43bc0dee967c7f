from collections.abc import Mapping

from ...topics import topics
from ...transaction import command
from ..models import Preference
from ..parts.choices import Way


def choose(*, user_id, chosen: Mapping[str, Way]) -> None:
    """Keep how the user wants to hear of topics, by the topics' keys."""
    known = {topic.key: topic for topic in topics}
    with command():
        for key, way in chosen.items():
            Preference.objects.update_or_create(
                user_id=user_id,
                topic=key,
                defaults={
                    "on_site": way.on_site or known[key].binding,
                    "mailing": way.mailing,
                },
            )
