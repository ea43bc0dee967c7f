"""What a visitor of the demonstration may do to its clock."""

from .move_clock import move_clock

__all__ = ["move_clock"]
