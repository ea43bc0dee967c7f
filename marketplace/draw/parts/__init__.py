"""What a command does about a draw inside its own transaction."""

from ..sources.base import Listing
from .dice import promise_die
from .lists import announce, freeze

__all__ = ["Listing", "announce", "freeze", "promise_die"]
