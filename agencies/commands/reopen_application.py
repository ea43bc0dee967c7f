from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Agency


def reopen_application(*, agency_id, by, at) -> Agency:
    """Turn a withdrawn agency into a draft again, with all that was entered.

    Raises:
        Refusal: ``agency.wrong_state``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.advance(Step.REOPEN)
        agency.state_reason = ""
        agency.save()
        agency.tell("agency.reopened", at=at, by=by)
    return agency
