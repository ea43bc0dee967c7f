from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Hall, HallRules
from marketplace.transaction import command

from ..models import Agency
from .admitting import let_in
from .claiming import lay_down


def settle_vetting(*, agency_id, at) -> Agency:
    """Do what the hall's rules say of an application that nobody checked in time. The clock's.

    It counts as passed, where nothing is missing in it; otherwise the regulator is told, once.

    Raises:
        Refusal: ``vetting.not_overdue`` or ``hall.missing``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        if not Agency.objects.overdue_for_vetting(at).filter(pk=agency.pk).exists():
            raise Refusal(
                "vetting.not_overdue",
                _("Nothing was done: the check of this agency is not overdue, or was settled."),
                _("Reload the page to see where it stands."),
            )
        hall = Hall.objects.current()
        passes = hall.rules.overdue_vetting == HallRules.Overdue.PASS
        if not (passes and _passed(agency, hall, at)):
            _escalate(agency, at)
    return agency


def _passed(agency: Agency, hall: Hall, at) -> bool:
    try:
        let_in(agency, hall, by=None, at=at, deemed=True)
        lay_down(agency)
    except Refusal:  # something has gone missing since it was handed in
        agency.refresh_from_db()
        return False
    return True


def _escalate(agency: Agency, at) -> None:
    agency.vetting_escalated_at = at
    agency.save(update_fields=["vetting_escalated_at"])
    agency.tell("vetting.escalated", at=at, vetting_by=agency.vetting_by)
