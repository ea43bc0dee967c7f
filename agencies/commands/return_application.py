from marketplace.models.checking import check
from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Agency
from .claiming import lay_down, require_free_for


def return_application(*, agency_id, reason, by, at, findings=()) -> Agency:
    """Hand an application back with what has to be put right, also during publicity.

    ``findings`` are pairs of what was checked and what is wrong with it, for the record.

    Raises:
        Refusal: ``agency.own``, ``agency.wrong_state``, ``vetting.claimed``,
            ``reason.missing`` or ``record.invalid``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        require_free_for(agency, by, at=at)
        lay_down(agency)
        agency.advance(Step.RETURN)
        agency.give_reason(reason)
        agency.publicity_ends_on = None
        check(agency)
        agency.save()
        found = [{"subject": subject, "reason": wrong} for subject, wrong in findings]
        told = {"findings": found} if found else {}
        agency.tell("agency.returned", at=at, by=by, reason=agency.state_reason, **told)
    return agency
