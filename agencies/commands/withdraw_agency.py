from marketplace.models.checking import check
from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Agency


def withdraw_agency(*, agency_id, by, at, reason="") -> Agency:
    """Take the agency off the market at its own wish.

    Raises:
        Refusal: ``agency.wrong_state`` or ``record.invalid``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.advance(Step.WITHDRAW)
        agency.state_reason = reason.strip()
        check(agency)
        agency.save()
        agency.tell("agency.withdrawn", at=at, by=by, reason=agency.state_reason)
    return agency
