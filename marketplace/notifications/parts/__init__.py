"""How an event reaches its readers: telling, writing mails, sending them."""

from .choices import choices_of, ways
from .rendering import Shown, shown
from .telling import tell

__all__ = ["Shown", "choices_of", "shown", "tell", "ways"]
