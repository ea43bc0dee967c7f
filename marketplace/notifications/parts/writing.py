"""A mail as it leaves: in the reader's language, with a way to have no more of them."""

from __future__ import annotations

import unicodedata
from email.utils import formataddr, parseaddr
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext, override, to_locale
from django.utils.translation import gettext as _

from ... import notation
from ...models import Hall
from ...topics import NEVER
from .. import conf
from ..models import Mail
from .choices import ways
from .rendering import Shown, shown
from .tokens import token_for

SUBJECT_MAX = 150
SHOWN_MAX = 50


def composed_mail(mail: Mail) -> EmailMultiAlternatives | None:
    """Return the mail to be sent now; None where its reader does not want it any more."""
    readers = conf.readers()
    user = readers.mailable(type(mail.user)._default_manager.filter(pk=mail.user_id)).first()
    if user is None:
        return None
    with override(readers.language_of(user)):
        wanted = [each for each in shown(_rows(mail)) if _is_wanted(each, user)]
        return _composed(mail, user, wanted) if wanted else None


def one_line(text: str, most: int = SUBJECT_MAX) -> str:
    """Return the text as a header may carry it: one line, nothing in it that hides."""
    seen = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text)
    return Truncator(" ".join(seen.split())).chars(most)


def _rows(mail: Mail):
    rows = mail.notifications.select_related("event").order_by("at", "pk")
    return rows.filter(read_at=None) if mail.digest_on else rows


def _is_wanted(each: Shown, user) -> bool:
    return ways(each.topic, [user.pk])[user.pk].mailing != NEVER


def _composed(mail: Mail, user, wanted: list[Shown]) -> EmailMultiAlternatives:
    keys = list(dict.fromkeys(each.topic.key for each in wanted))
    alone = wanted[0].message.stop_url if len(wanted) == 1 else ""
    off = _absolute(alone or _address("notifications:off", token_for(user, keys)))
    hall = Hall.objects.order_by("pk").first()
    context = {
        "subject": _subject(mail, wanted),
        "shown": [(each.message, _absolute(each.message.url)) for each in wanted[:SHOWN_MAX]],
        "more": max(0, len(wanted) - SHOWN_MAX),
        "labels": [str(label) for label in dict.fromkeys(each.topic.label for each in wanted)],
        "off_url": off,
        "topics_url": _absolute(_address("notifications:topics")),
        "hall": hall,
        "address": user.email,
    }
    composed = EmailMultiAlternatives(
        subject=context["subject"],
        body=render_to_string("notifications/mail/mail.txt", context).strip() + "\n",
        from_email=_sender(hall),
        to=[user.email],
        reply_to=[conf.reply_to()] if conf.reply_to() else None,
        headers=_headers(mail, off),
    )
    composed.attach_alternative(
        render_to_string("notifications/mail/mail.html", context), "text/html"
    )
    return composed


def _subject(mail: Mail, wanted: list[Shown]) -> str:
    if not mail.digest_on:
        return one_line(wanted[0].message.title)
    count = len(wanted)
    said = {"count": count, "day": notation.day(mail.digest_on)}
    return ngettext("%(count)d message, %(day)s", "%(count)d messages, %(day)s", count) % said


def _headers(mail: Mail, off: str) -> dict[str, str]:
    """Return what lets a mail program switch the topic off, and know a second copy."""
    host = urlsplit(conf.base_url()).hostname or "localhost"
    headers = {
        "Message-ID": f"<{mail.message_id}@{host}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": to_locale(get_language()).replace("_", "-"),
    }
    if off:
        headers["List-Unsubscribe"] = f"<{off}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _sender(hall: Hall | None) -> str:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or one_line(hall.name if hall else _("Agency Supermarket")), address))


def _address(name: str, *args) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:  # installed without its pages
        return ""


def _absolute(url: str) -> str:
    return urljoin(f"{conf.base_url()}/", url) if url else ""
