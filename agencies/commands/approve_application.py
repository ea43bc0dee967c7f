from django.utils import timezone

from marketplace.calendar import of_hall
from marketplace.models import Hall
from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Agency
from ..models.readiness import require_ready


def approve_application(*, agency_id, by, at) -> Agency:
    """Let an agency in: listed at once, or after the publicity that the hall's rules ask for.

    Raises:
        Refusal: ``agency.own``, ``agency.wrong_state``, ``application.incomplete`` or
            ``hall.missing``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        hall = Hall.objects.current()
        days = hall.rules.publicity_days
        agency.advance(Step.PASS if days else Step.LIST)
        today = timezone.localdate(at)
        require_ready(agency, on=today)
        if days:
            agency.publicity_ends_on = of_hall(hall, known_at=at).after(today, days)
            agency.save()
            ends_on = agency.publicity_ends_on.isoformat()
            agency.tell("agency.publicised", at=at, by=by, publicity_ends_on=ends_on)
        else:
            agency.listed_at = at
            agency.save()
            agency.tell("agency.listed", at=at, by=by)
    return agency
