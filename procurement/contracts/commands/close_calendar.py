from marketplace.models import Event
from marketplace.organisations.models import Organisation
from marketplace.transaction import command

from ..models import CalendarFeed


def close_calendar(*, organisation_id, by, at) -> bool:
    """End the person's address for an organisation's deadlines, and say whether there was one."""
    with command():
        organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
        was_open = bool(CalendarFeed.objects.of(by, organisation).update(closed_at=at))
        if was_open:
            Event.append(
                organisation.stream,
                "calendar.closed",
                at=at,
                by=by,
                credit_code=organisation.credit_code,
            )
    return was_open
