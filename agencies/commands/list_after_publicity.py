from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Agency


def list_after_publicity(*, agency_id, at) -> Agency:
    """List an agency whose days of publicity are over. Called by the clock.

    Raises:
        Refusal: ``agency.wrong_state``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.advance(Step.LIST)
        agency.listed_at = at
        agency.save()
        agency.tell("agency.listed", at=at)
    return agency
