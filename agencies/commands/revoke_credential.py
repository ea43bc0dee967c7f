from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.transaction import command

from ..models import Agency, Credential
from ..models.agency import required_reason


def revoke_credential(*, agency_id, credential_id, reason, by, at) -> Credential:
    """Note that the issuer took a certificate back: from today it is worth nothing.

    Raises:
        Refusal: ``agency.own``, ``reason.missing`` or ``credential.revoked``.
        Credential.DoesNotExist: where it is not this agency's.
    """
    with command():
        agency = Agency.objects.locked(agency_id)
        agency.require_stranger(by)
        credential = agency.credentials.select_related("type", "grade").get(pk=credential_id)
        if credential.revoked_on is not None:
            raise Refusal(
                "credential.revoked",
                _("Nothing was changed: this certificate is noted as revoked already."),
                _("Reload the page to see its state."),
            )
        reason = required_reason(reason)
        credential.revoked_on = timezone.localdate(at)
        credential.lapsed_on = credential.lapsed_on or credential.revoked_on
        credential.save(update_fields=["revoked_on", "lapsed_on"])
        agency.tell("credential.revoked", at=at, by=by, reason=reason, **credential.facts)
    return credential
