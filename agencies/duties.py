"""What the clock owes the agencies."""

import logging

from django.utils import timezone

from marketplace.kernel.refusal import Refusal

from .commands import list_after_publicity, record_lapse, settle_vetting
from .models import Agency, Credential

logger = logging.getLogger(__name__)


def settle_overdue_vettings(at) -> None:
    """Let in what nobody checked in time, or tell the regulator, as the hall's rules say."""
    due = Agency.objects.overdue_for_vetting(at).order_by("pk")
    for agency_id in due.values_list("pk", flat=True):
        try:
            settle_vetting(agency_id=agency_id, at=at)
        except Refusal as refusal:  # one that waits keeps no other one waiting
            logger.info("the vetting of agency %s waits: %s", agency_id, refusal.code)


def list_publicised_agencies(at) -> None:
    """List every agency whose last day of publicity is over."""
    due = Agency.objects.publicity_over_on(timezone.localdate(at)).order_by("pk")
    for agency_id in due.values_list("pk", flat=True):
        list_after_publicity(agency_id=agency_id, at=at)


def record_lapses(at) -> None:
    """Append ``credential.lapsed`` once for each certificate that has lapsed."""
    lapsed = Credential.objects.lapsed_on(timezone.localdate(at)).filter(lapsed_on=None)
    for agency_id, credential_id in lapsed.order_by("pk").values_list("agency_id", "pk"):
        record_lapse(agency_id=agency_id, credential_id=credential_id, at=at)
