"""Hand mails to the server: each claimed before it is sent, and settled after.

A clock that dies between the two leaves a claim that runs out, and the mail is sent again under
the same ``Message-ID``: mail programs show such a pair once. Nothing that waits is ever lost.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

from django.core.mail import get_connection
from django.db.models import F

from ... import clock
from ...kernel.refusal import Refusal
from ...transaction import command
from ..models import Mail
from .writing import composed_mail

logger = logging.getLogger(__name__)
TAKEN = 20
TIMEOUT_SECONDS = 15
CLAIM = timedelta(minutes=15)  # longer than all that is taken can last
LONGEST_PAUSE = timedelta(hours=6)
PERMANENT = range(500, 600)


def send_some() -> int:
    """Claim the mails that are due next and send them; return how many were claimed."""
    taken = claim(clock.now())
    if not taken:
        return 0
    connection = get_connection(timeout=TIMEOUT_SECONDS)
    try:
        connection.open()
        for step, mail in enumerate(taken):
            if not _sent(mail, connection):
                _give_back(taken[step:], "the mail server is gone")
                break
    except (OSError, SMTPException) as error:
        _give_back(taken, error)
    finally:
        _close(connection)
    return len(taken)


def claim(at: datetime) -> list[Mail]:
    """Take some due mails, so that no other clock sends them meanwhile."""
    if not Mail.objects.due_at(at).exists():
        return []
    name = clock.fresh_bytes(16).hex()
    with command():
        Mail.objects.filter(pk__in=_held(at)).update(
            state=Mail.State.CLAIMED, claim=name, due_at=at + CLAIM, attempts=F("attempts") + 1
        )
    return list(Mail.objects.filter(claim=name).select_related("user").order_by("pk"))


def _held(at: datetime) -> list:
    """Return the keys of the mails that are due next, locked; another clock's are left out."""
    due = Mail.objects.due_at(at).select_for_update(of=("self",), skip_locked=True)
    return list(due.values_list("pk", flat=True)[:TAKEN])


def _sent(mail: Mail, connection) -> bool:
    """Send one mail and settle it; return False where the server cannot be reached any more."""
    if clock.now() >= mail.due_at:  # the claim has run out: it is another's by now
        return True
    try:
        composed = composed_mail(mail)
        if composed is None:
            _settle(mail, Mail.State.DROPPED)
            return True
        composed.connection = connection
        composed.send()
    except SMTPRecipientsRefused as error:
        _refused(mail, error)
    except (OSError, SMTPServerDisconnected) as error:
        logger.warning("mail %s waits: %s", mail.message_id, error)
        return False
    except Exception as error:
        logger.exception("mail %s waits", mail.message_id)
        _give_back([mail], error)
    else:
        _settle(mail, Mail.State.SENT)
    return True


def _refused(mail: Mail, error: SMTPRecipientsRefused) -> None:
    """Give up only where the server says that this address will never take a mail."""
    codes = [code for code, _reason in error.recipients.values()]
    if all(code in PERMANENT for code in codes):
        _settle(mail, Mail.State.REFUSED, error=error)
    else:
        _give_back([mail], error)


def _settle(mail: Mail, state: str, *, error: object = "") -> None:
    now = clock.now()
    _insist(lambda: _update(mail, state=state, settled_at=now, error=str(error)[:300]))


def _give_back(mails: list[Mail], error: object) -> None:
    """Let them wait: a second, two, four and so on, six hours at most."""
    logger.warning("%d mails wait: %s", len(mails), error)
    now = clock.now()
    for mail in mails:
        pause = min(timedelta(seconds=2 ** min(mail.attempts, 20)), LONGEST_PAUSE)
        _insist(
            lambda mail=mail, pause=pause: _update(
                mail, state=Mail.State.WAITING, due_at=now + pause, error=str(error)[:300]
            )
        )


def _update(mail: Mail, **columns) -> None:
    with command():
        own = Mail.objects.filter(pk=mail.pk, claim=mail.claim, state=Mail.State.CLAIMED)
        own.update(claim="", **columns)


def _insist(deed: Callable[[], None], *, times: int = 20) -> None:
    """Do it although others are writing: a mail that has gone must be known to have gone."""
    for left in reversed(range(times)):
        try:
            return deed()
        except Refusal:
            if not left:
                raise
            time.sleep(0.5)


def _close(connection) -> None:
    try:
        connection.close()
    except (OSError, SMTPException) as error:
        logger.warning("the mail server hung up: %s", error)
