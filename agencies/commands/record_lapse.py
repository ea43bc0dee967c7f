from django.utils import timezone

from marketplace.transaction import command

from ..models import Agency, Credential


def record_lapse(*, agency_id, credential_id, at) -> Credential:
    """Note once that a certificate has lapsed. Called by the clock on the day it did.

    Nothing depends on it: who is qualified is asked of the dates themselves.

    Raises:
        Credential.DoesNotExist: where it has not lapsed, or was noted or withdrawn meanwhile.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        lapsed = agency.credentials.lapsed_on(timezone.localdate(at)).filter(lapsed_on=None)
        credential = lapsed.select_related("type", "grade").get(pk=credential_id)
        credential.lapsed_on = credential.first_day_without()
        credential.save(update_fields=["lapsed_on"])
        agency.tell(
            "credential.lapsed",
            at=at,
            lapsed_on=credential.lapsed_on.isoformat(),
            **credential.facts,
        )
    return credential
