"""What the clock owes the agencies."""

from django.utils import timezone

from .commands import list_after_publicity, record_lapse
from .models import Agency, Credential


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
