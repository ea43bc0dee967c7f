from marketplace.transaction import command

from ..domain.decree import Decree
from ..domain.lifecycle import Step
from ..models import Agency, Decision
from .deciding import enter_decision


def reinstate_agency(*, agency_id, by, at, reason="", decree: Decree | None = None) -> Agency:
    """List a suspended agency again.

    Raises:
        Refusal: ``agency.own``, ``agency.wrong_state``, ``decision.not_yet`` or
            ``record.invalid``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        agency.advance(Step.REINSTATE)
        agency.state_reason = ""
        agency.save()
        told = enter_decision(
            agency, Decision.Kind.REINSTATED, decree, reason=reason.strip(), by=by, at=at
        )
        agency.tell("agency.reinstated", at=at, by=by, reason=reason.strip(), **told)
    return agency
