"""Who acts for an organisation, in the order of the story."""

from .invite_by_email import invite_by_email
from .end_invitation import accept_invitation, decline_invitation, revoke_invitation
from .change_role import change_role
from .remove_member import remove_member

__all__ = [
    "invite_by_email",
    "accept_invitation",
    "decline_invitation",
    "revoke_invitation",
    "change_role",
    "remove_member",
]
