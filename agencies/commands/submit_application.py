from django.utils import timezone

from marketplace.transaction import command

from ..domain.lifecycle import Step
from ..models import Agency
from ..models.readiness import require_ready


def submit_application(*, agency_id, by, at) -> Agency:
    """Hand the application in for vetting. What is missing is told all at once.

    Raises:
        Refusal: ``agency.wrong_state`` or ``application.incomplete``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.advance(Step.SUBMIT)
        require_ready(agency, on=timezone.localdate(at))
        agency.submitted_at = at
        agency.state_reason = ""
        agency.save()
        agency.tell("agency.submitted", at=at, by=by)
    return agency
