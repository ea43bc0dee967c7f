from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Agency


def reinstate_agency(*, agency_id, by, at, reason="") -> Agency:
    """List a suspended agency again.

    Raises:
        Refusal: ``agency.own`` or ``agency.wrong_state``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        agency.advance(Step.REINSTATE)
        agency.state_reason = ""
        agency.save()
        agency.tell("agency.reinstated", at=at, by=by, reason=reason.strip())
    return agency
