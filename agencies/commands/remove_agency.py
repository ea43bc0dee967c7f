from marketplace.models.checking import check
from marketplace.transaction import command

from ..domain.decree import Decree
from ..domain.lifecycle import Step
from ..models import Agency, Decision
from .deciding import enter_decision


def remove_agency(*, agency_id, reason, by, at, decree: Decree | None = None) -> Agency:
    """Strike an agency off for good. Its page and its record stay, with the reason.

    Raises:
        Refusal: ``agency.own``, ``agency.wrong_state``, ``reason.missing``,
            ``decision.not_yet`` or ``record.invalid``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        agency.advance(Step.REMOVE)
        agency.give_reason(reason)
        check(agency)
        agency.save()
        told = enter_decision(
            agency, Decision.Kind.REMOVED, decree, reason=agency.state_reason, by=by, at=at
        )
        agency.tell("agency.removed", at=at, by=by, reason=agency.state_reason, **told)
    return agency
