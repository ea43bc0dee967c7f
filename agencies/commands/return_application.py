from marketplace.models.checking import check
from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Agency


def return_application(*, agency_id, reason, by, at) -> Agency:
    """Hand an application back with what has to be put right, also during publicity.

    Raises:
        Refusal: ``agency.own``, ``agency.wrong_state``, ``reason.missing`` or
            ``record.invalid``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        agency.advance(Step.RETURN)
        agency.give_reason(reason)
        agency.publicity_ends_on = None
        check(agency)
        agency.save()
        agency.tell("agency.returned", at=at, by=by, reason=agency.state_reason)
    return agency
