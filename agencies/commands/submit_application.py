from django.utils import timezone

from marketplace.calendar import end_of_working_day, of_hall
from marketplace.models import Hall
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
        agency.submitted_at, agency.vetting_escalated_at = at, None
        agency.vetting_by = _vetting_by(at)
        agency.state_reason = ""
        agency.save()
        agency.tell("agency.submitted", at=at, by=by, vetting_by=agency.vetting_by)
    return agency


def _vetting_by(at):
    """Return until when the hall has to check what is handed in now; none before it is open."""
    hall = Hall.objects.order_by("pk").first()
    if hall is None:
        return None
    return end_of_working_day(at, hall.rules.vetting_days, of_hall(hall, known_at=at))
