from marketplace import clock
from marketplace.models import Event
from marketplace.organisations.models import Organisation
from marketplace.transaction import command

from ..models import CalendarFeed
from ..models.feed import KEY_BYTES


def open_calendar(*, organisation_id, by, at) -> CalendarFeed:
    """Give a person an address for an organisation's deadlines; an open one is closed with it.

    So the same deed makes the first address, and a new one where the old is known to others.
    """
    with command():
        organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
        CalendarFeed.objects.of(by, organisation).update(closed_at=at)
        feed = CalendarFeed.objects.create(
            user=by,
            organisation=organisation,
            key=clock.fresh_bytes(KEY_BYTES).hex(),
            opened_at=at,
        )
        Event.append(
            organisation.stream,
            "calendar.opened",
            at=at,
            by=by,
            credit_code=organisation.credit_code,
        )
    return feed
