from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from ...models import Event
from ...transaction import command
from ..models import Invitation, Membership, Organisation

OPEN_FOR = timedelta(days=14)
MOST_WAITING = 50


def invite_by_email(
    *, organisation_id, email, by, at, role=Membership.Role.DELEGATE.value
) -> Invitation:
    """Ask the person with this e-mail address, with an account or without, to join.

    Raises:
        Refusal: ``invitation.address``, ``member.repeated``, ``invitation.repeated`` or
            ``invitation.too_many``.
    """
    with command():
        organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
        address = get_user_model().objects.normalize_email(_address(email)).lower()
        invitations = organisation.invitations
        lapsed = invitations.filter(outcome="", expires_at__lte=at)
        lapsed.update(outcome=Invitation.Outcome.LAPSED.value, ended_at=at)
        _require_new(organisation, address)
        invitation = invitations.create(
            email=address, role=role, invited_by=by, invited_at=at, expires_at=at + OPEN_FOR
        )
        Event.append(
            organisation.stream,
            "member.invited",
            at=at,
            by=by,
            private={"email": address, "invitation": str(invitation.public_id)},
            credit_code=organisation.credit_code,
            role=invitation.role,
        )
    return invitation


def _address(email: str) -> str:
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refusal(
            "invitation.address",
            _("Nobody was invited: “%(email)s” is not an e-mail address.") % {"email": address},
            _("Write it as in name@example.com."),
        ) from error
    return address


def _require_new(organisation: Organisation, address: str) -> None:
    if organisation.memberships.filter(user__email__iexact=address).exists():
        raise Refusal(
            "member.repeated",
            _("Nobody was invited: this person acts for the organisation already."),
            _("Choose somebody else."),
        )
    waiting = organisation.invitations.filter(outcome="")
    if waiting.filter(email=address).exists():
        raise Refusal(
            "invitation.repeated",
            _("Nobody was invited: an invitation to this address waits already."),
            _("Wait for the answer, or take the invitation back and send a new one."),
        )
    if waiting.count() >= MOST_WAITING:
        raise Refusal(
            "invitation.too_many",
            _("Nobody was invited: %(count)d invitations wait for an answer already.")
            % {"count": MOST_WAITING},
            _("Take those back that nobody will take up."),
        )
