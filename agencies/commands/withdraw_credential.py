from marketplace.transaction import command

from ..domain.lifecycle import State
from ..models import Agency


def withdraw_credential(*, agency_id, credential_id, by, at) -> None:
    """Take a certificate off the agency's page; the log keeps that it was there.

    Raises:
        Refusal: ``agency.not_editable``.
        Credential.DoesNotExist: where it is not this agency's.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_editable(also={State.SUSPENDED})
        credential = agency.credentials.select_related("type", "grade").get(pk=credential_id)
        facts = credential.facts
        credential.delete()
        agency.tell("credential.withdrawn", at=at, by=by, **facts)
