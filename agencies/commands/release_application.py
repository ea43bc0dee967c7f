from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.transaction import command

from ..models import Agency, VettingClaim
from .claiming import lay_down


def release_application(*, agency_id, by, at) -> Agency:
    """Give an application back to the queue undecided.

    Raises:
        Refusal: ``vetting.not_yours`` where somebody else or nobody has it.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        if not VettingClaim.objects.filter(agency=agency, by=by).exists():
            raise Refusal(
                "vetting.not_yours",
                _("Nothing was changed: you have not claimed this application."),
                _("Reload the queue to see who has."),
            )
        lay_down(agency)
        agency.tell("vetting.released", at=at, by=by)
    return agency
