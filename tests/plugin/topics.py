from django.contrib.auth import get_user_model

from marketplace.topics import Letter, Message, Topic


class BellRung(Topic):
    """Tells everybody who has a bell in their name that one was rung."""

    key = "plugin.bell"
    label = "Bells"
    description = "When somebody rings a bell."
    kinds = frozenset({"bell.rung"})

    def letters(self, event):
        users = get_user_model().objects.filter(display_name__contains="Bell")
        yield Letter(users, {"times": event.facts["times"]})

    def message(self, event, facts):
        return Message(f"It rang {facts['times']} times", "You can stop.", "/rules/", "Read why")
