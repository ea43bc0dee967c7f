"""What readers do with what they were told."""

from .choose import choose
from .read import read, read_until
from .switch_mails import switch_mails

__all__ = ["choose", "read", "read_until", "switch_mails"]
