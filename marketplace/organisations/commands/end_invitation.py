"""The three ways in which an invitation ends: taken up, declined, taken back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ...kernel.refusal import Refusal
from ...models import Event
from ...transaction import command
from ..models import Invitation, Membership, Organisation


def accept_invitation(*, invitation_id, by, at) -> Membership:
    """Let the invited person, signed in with the address, act for the organisation.

    Raises:
        Refusal: ``invitation.over``, ``invitation.other_address`` or ``member.repeated``.
    """
    with command():
        invitation = _locked(invitation_id, at)
        _require_addressee(invitation, by)
        organisation = invitation.organisation
        if organisation.memberships.filter(user=by).exists():
            raise Refusal(
                "member.repeated",
                _("Nothing was changed: you act for this organisation already."),
                _("Go to your desk."),
            )
        membership = organisation.memberships.create(user=by, role=invitation.role)
        _end(invitation, Invitation.Outcome.ACCEPTED, at)
        _tell(invitation, "member.joined", by=by, at=at, member=by.pk)
    return membership


def decline_invitation(*, invitation_id, by, at) -> Invitation:
    """Say no to an invitation, as the person who was invited.

    Raises:
        Refusal: ``invitation.over`` or ``invitation.other_address``.
    """
    with command():
        invitation = _locked(invitation_id, at)
        _require_addressee(invitation, by)
        _end(invitation, Invitation.Outcome.DECLINED, at)
        _tell(invitation, "invitation.declined", by=by, at=at)
    return invitation


def revoke_invitation(*, invitation_id, by, at) -> Invitation:
    """Take an invitation back before it is taken up.

    Raises:
        Refusal: ``invitation.over``.
    """
    with command():
        invitation = _locked(invitation_id, at)
        _end(invitation, Invitation.Outcome.REVOKED, at)
        _tell(invitation, "invitation.revoked", by=by, at=at)
    return invitation


def _locked(invitation_id, at: datetime) -> Invitation:
    """Hold the organisation first, then the invitation, as every command here does."""
    found = Invitation.objects.get(pk=invitation_id)
    Organisation.objects.select_for_update().get(pk=found.organisation_id)
    invitation = Invitation.objects.locked(invitation_id)
    if invitation.outcome or invitation.expires_at <= at:
        raise Refusal(
            "invitation.over",
            _("Nothing was changed: the invitation was answered, was taken back, or has lapsed."),
            _("Ask the organisation's administrator for a new one."),
        )
    return invitation


def _require_addressee(invitation: Invitation, by) -> None:
    if (by.email or "").lower() != invitation.email:
        raise Refusal(
            "invitation.other_address",
            _("Nothing was changed: the invitation is for another e-mail address than yours."),
            _("Sign in with the account that has that address."),
        )


def _end(invitation: Invitation, outcome: Invitation.Outcome, at: datetime) -> None:
    invitation.outcome, invitation.ended_at = outcome.value, at
    invitation.save(update_fields=["outcome", "ended_at"])


def _tell(invitation: Invitation, kind: str, *, by, at: datetime, **private) -> None:
    organisation = invitation.organisation
    Event.append(
        organisation.stream,
        kind,
        at=at,
        by=by,
        private={"invitation": str(invitation.public_id), **private},
        credit_code=organisation.credit_code,
        role=invitation.role,
    )
