"""What a command does about a draw inside its own transaction."""

from .lists import announce, freeze

__all__ = ["announce", "freeze"]
