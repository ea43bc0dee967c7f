from marketplace.models import Hall
from marketplace.transaction import command

from ..models import Agency
from .admitting import let_in


def approve_application(*, agency_id, by, at) -> Agency:
    """Let an agency in: listed at once, or after the publicity that the hall's rules ask for.

    Raises:
        Refusal: ``agency.own``, ``agency.wrong_state``, ``application.incomplete`` or
            ``hall.missing``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        let_in(agency, Hall.objects.current(), by=by, at=at)
    return agency
