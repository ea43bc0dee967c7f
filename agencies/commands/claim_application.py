from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.transaction import command

from ..conf import claim_lasts
from ..domain.lifecycle import State
from ..models import Agency, VettingClaim
from .claiming import require_free_for


def claim_application(*, agency_id, by, at) -> VettingClaim:
    """Take an application on one's desk for a while, so that nobody else checks it too.

    Who has it already keeps it, from now on for the whole while again.

    Raises:
        Refusal: ``agency.own``, ``vetting.not_waiting`` or ``vetting.claimed``.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        _require_waiting(agency)
        require_free_for(agency, by, at=at)
        held = VettingClaim.objects.standing_at(at).filter(agency=agency).exists()
        terms = {"by": by, "expires_at": at + claim_lasts()}
        if not held:
            terms["claimed_at"] = at
        claim, _new = VettingClaim.objects.update_or_create(agency=agency, defaults=terms)
        if not held:
            agency.tell("vetting.claimed", at=at, by=by, expires_at=claim.expires_at)
    return claim


def _require_waiting(agency: Agency) -> None:
    if agency.state != State.IN_VETTING:
        raise Refusal(
            "vetting.not_waiting",
            _("Nothing was claimed: the agency is “%(state)s”, and nothing waits to be checked.")
            % {"state": agency.state_label},
            _("Go back to the queue."),
        )
