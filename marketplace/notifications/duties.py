"""What the clock owes to readers. No pass takes long: what is left waits for the next.

While a story is told or a test holds the clock nothing is told: its readers are not there yet.
"""

from .. import clock
from . import conf, courier
from .models import Mail
from .parts import tell
from .parts.digests import write_digests
from .parts.forgetting import forget


def tell_readers(at) -> None:
    """Tell what is new, for a part of a pass."""
    if clock.is_real():
        tell(at)


def write_daily_mails(at) -> None:
    """Write the daily mails of some readers, once the hour has come."""
    if clock.is_real():
        write_digests(at)


def send_mails(at) -> None:
    """Have what is due sent by the courier; the pass does not wait for the mail server."""
    if clock.is_real() and conf.is_mail_on() and Mail.objects.due_at(at).exists():
        courier.start_round()


def forget_old(at) -> None:
    """Take away some of what is older than is kept."""
    if clock.is_real():
        forget(at)
