"""What somebody heard, and its words in both languages."""

from django.utils import translation

from marketplace.notifications.models import Notification
from marketplace.notifications.parts import shown
from marketplace.topics import topics
from tests.factories import MembershipFactory, UserFactory


def member(organisation, **columns):
    """Return somebody who acts for an organisation."""
    user = UserFactory(signs_in=True, **columns)
    return MembershipFactory(organisation=organisation, user=user).user


def told(user, *, kind="") -> list[str]:
    """Return what the user was told, as topic and kind, in the order of the log."""
    rows = Notification.objects.filter(user=user).select_related("event").order_by("event", "pk")
    rows = rows.filter(event__kind__startswith=kind)
    return [f"{row.topic} {row.event.kind}" for row in rows]


def words(user) -> list:
    """Return the words of all that the user was told, after looking at them in each language."""
    rows = list(Notification.objects.filter(user=user).select_related("event").order_by("pk"))
    labels = {str(topic.label) for topic in topics}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said = [each.message for each in shown(rows)]
        for message in said:
            assert message.title
            assert str(message.title) not in labels, "a topic without words falls back on its label"
            assert "%(" not in f"{message.title}{message.text}"
            assert message.url.startswith("/en/" if language == "en" else "/")
    return said
