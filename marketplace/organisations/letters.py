"""The one letter that goes out by itself: to somebody invited who has no account yet.

Whoever has one hears of an invitation as of everything else (``register_topics``).
"""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from ..notation import moment
from .models import Invitation

logger = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, *, link: str) -> None:
    """Write to the address unless an account has it; a mail that cannot be sent is logged."""
    people = get_user_model()._default_manager
    if people.filter(email__iexact=invitation.email, is_active=True).exists():
        return
    told = {
        "organisation": invitation.organisation,
        "email": invitation.email,
        "link": link,
        "end": moment(invitation.expires_at),
    }
    subject = _("%(organisation)s invites you to act for it") % told
    text = _(
        "%(organisation)s asks you to act for it in the supermarket.\n\n"
        "Open an account with this address, %(email)s, and follow the link by %(end)s:\n\n"
        "%(link)s\n\n"
        "If you do not know the organisation, you need do nothing."
    )
    try:
        send_mail(subject, text % told, None, [invitation.email])
    except (OSError, SMTPException):
        logger.exception("no mail for invitation %s", invitation.pk)
