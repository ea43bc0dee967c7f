"""What the hall says to an organisation that wants to buy services."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..models import Owner
from .reviewing import plain_remark


def verify_owner(*, owner_id, by, at) -> Owner:
    """Confirm that the organisation is who it says; from now on it may publish.

    Raises:
        Refusal: ``owner.not_waiting`` or ``owner.own``.
    """
    with command():
        owner = _waiting(owner_id, by)
        owner.state, owner.verified_at = Owner.State.VERIFIED.value, at
        owner.return_reason = ""
        owner.save(update_fields=["state", "verified_at", "return_reason"])
        _tell(owner, "owner.verified", by=by, at=at)
    return owner


def return_owner(*, owner_id, reason: str, by, at) -> Owner:
    """Give an application back with what has to be changed.

    Raises:
        Refusal: ``owner.not_waiting``, ``owner.own`` or ``review.no_reason``.
    """
    with command():
        owner = _waiting(owner_id, by)
        owner.state, owner.return_reason = Owner.State.RETURNED.value, plain_remark(reason)
        owner.save(update_fields=["state", "return_reason"])
        _tell(owner, "owner.returned", by=by, at=at, reason=owner.return_reason)
    return owner


def _waiting(owner_id, by) -> Owner:
    owner = Owner.objects.locked(owner_id)
    if owner.state != Owner.State.APPLIED:
        raise Refusal(
            "owner.not_waiting",
            _("Nothing was decided: this application does not wait for the hall any more."),
            _("Reload the page to see where it stands."),
        )
    if owner.organisation.memberships.filter(user=by).exists():
        raise Refusal(
            "owner.own",
            _("Nothing was decided: you act for this organisation yourself."),
            _("Leave the check to a colleague."),
        )
    return owner


def _tell(owner: Owner, kind: str, *, by, at: datetime, **private) -> None:
    Event.append(owner.stream, kind, at=at, by=by, private=private, **owner.organisation.facts)
