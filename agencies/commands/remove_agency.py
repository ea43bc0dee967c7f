from marketplace.models.checking import check
from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Agency


def remove_agency(*, agency_id, reason, by, at) -> Agency:
    """Strike an agency off for good. Its page and its record stay, with the reason.

    Raises:
        Refusal: ``agency.own``, ``agency.wrong_state``, ``reason.missing`` or
            ``record.invalid``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        agency.advance(Step.REMOVE)
        agency.give_reason(reason)
        check(agency)
        agency.save()
        agency.tell("agency.removed", at=at, by=by, reason=agency.state_reason)
    return agency
