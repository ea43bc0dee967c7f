from marketplace.models import Hall
from marketplace.transaction import command

from ..models import Agency
from .admitting import let_in
from .claiming import lay_down, require_free_for


def approve_application(*, agency_id, by, at) -> Agency:
    """Let an agency in: listed at once, or after the publicity that the hall's rules ask for.

    Raises:
        Refusal: ``agency.own``, ``agency.wrong_state``, ``vetting.claimed``,
            ``application.incomplete`` or ``hall.missing``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        require_free_for(agency, by, at=at)
        lay_down(agency)
        let_in(agency, Hall.objects.current(), by=by, at=at)
    return agency
