"""Who sees a request for a second signature, and what they may do with it."""

from django.db.models import Q

from .models import Approval
from .registry import find_kind, signed_by


def visible_to(user):
    """Return the requests that the user asked for or may sign."""
    return Approval.objects.filter(Q(asked_by=user) | Q(kind__in=signed_by(user)))


def may_sign(user, approval: Approval) -> bool:
    """Return whether the user may decide: of the right duty, and not who asked."""
    kind = find_kind(approval.kind)
    return kind is not None and approval.asked_by_id != user.pk and kind.may_sign(user)


def may_withdraw(user, approval: Approval) -> bool:
    """Return whether the user may take the request back: only who asked."""
    return approval.asked_by_id == user.pk
