"""What the clock owes to readers. No pass takes long: what is left waits for the next.

While a story is told or a test holds the clock nothing is told: its readers are not there yet.
"""

from .. import clock
from .parts import tell


def tell_readers(at) -> None:
    """Tell what is new, for a part of a pass."""
    if clock.is_real():
        tell(at)
