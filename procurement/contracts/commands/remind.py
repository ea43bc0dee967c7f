from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..parts import locked, reminder_due, told


def remind(*, engagement_id, at) -> Event:
    """Remind the owner once that a contract, or an answer to a deliverable, is overdue.

    The clock's own deed.

    Raises:
        Refusal: ``reminder.not_due``, ``engagement.fallen``.
    """
    with command():
        engagement = locked(engagement_id)
        stream = engagement.notice.stream
        reminder = reminder_due(engagement, at)
        known = (
            [each.facts for each in told([engagement], reminder.kind)[stream]] if reminder else []
        )
        if reminder is None or reminder.facts in known:
            raise Refusal(
                "reminder.not_due",
                _("Nobody was reminded: nothing is overdue, or it has been said."),
                _("Wait until something is overdue."),
            )
        return Event.append(stream, reminder.kind, at=at, **reminder.facts)
