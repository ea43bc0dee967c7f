"""Who acts for an organisation, in the order of the story."""

from .invite_member import invite_member
from .remove_member import remove_member

__all__ = ["invite_member", "remove_member"]
