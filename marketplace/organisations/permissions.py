"""Who acts for an organisation, and who decides about that."""

from .models import Membership


def acts_for(user, organisation) -> bool:
    """Return whether the user is one of the organisation's people."""
    return bool(
        user.is_authenticated
        and user.is_active
        and organisation.memberships.filter(user=user).exists()
    )


def may_manage_members(user, organisation) -> bool:
    """Return whether the user may invite and remove the organisation's people."""
    return bool(
        user.is_authenticated
        and user.is_active
        and organisation.memberships.filter(user=user, role=Membership.Role.ADMINISTRATOR).exists()
    )
