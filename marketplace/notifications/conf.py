"""Settings, read late so that a test or a site may change them."""

from datetime import timedelta

from django.conf import settings
from django.utils.module_loading import import_string


def readers():
    """Return who knows which addresses may be mailed, and each reader's language."""
    path = getattr(
        settings, "MARKETPLACE_READERS", "marketplace.notifications.readers.PlainReaders"
    )
    return import_string(path)()


def is_mail_on() -> bool:
    """Return whether the clock sends what waits; where not, it waits."""
    return getattr(settings, "MARKETPLACE_NOTIFICATIONS_MAIL", True)


def mail_window() -> timedelta:
    """Return how old an event may be that is still mailed: three days unless it is set."""
    return timedelta(days=getattr(settings, "MARKETPLACE_NOTIFICATIONS_MAIL_DAYS", 3))


def told_for() -> timedelta:
    """Return how old an event may be that is told at all, where a listener begins late."""
    return timedelta(days=getattr(settings, "MARKETPLACE_NOTIFICATIONS_TOLD_DAYS", 60))


def news_for() -> timedelta:
    """Return how late something may be told that is still unread: two weeks unless it is set."""
    return timedelta(days=getattr(settings, "MARKETPLACE_NOTIFICATIONS_NEWS_DAYS", 14))


def kept_for() -> timedelta:
    """Return how long a notification is kept: a year unless it is set."""
    return timedelta(days=getattr(settings, "MARKETPLACE_NOTIFICATIONS_KEPT_DAYS", 365))


def digest_hour() -> int:
    """Return from which hour of the day the daily mails are written: eight unless it is set."""
    return getattr(settings, "MARKETPLACE_NOTIFICATIONS_DIGEST_HOUR", 8)


def base_url() -> str:
    """Return the address that links in mails begin with."""
    return getattr(settings, "WAGTAILADMIN_BASE_URL", "").rstrip("/")


def reply_to() -> str:
    """Return where answers to a mail go; empty for the sender."""
    return getattr(settings, "MARKETPLACE_NOTIFICATIONS_REPLY_TO", "")
