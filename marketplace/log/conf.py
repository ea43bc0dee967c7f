"""Settings of the log, read late so that a test or a site may change them."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings

HEADS_APART = timedelta(seconds=5)
HEARTBEAT = timedelta(minutes=10)
PROMISE_SECONDS = 60  # after it, a receipt whose leaf is not in the tree is proof against us


def origin() -> str:
    """Return the log's public name; kept with its key, so a new host does not rename it."""
    host = urlsplit(getattr(settings, "WAGTAILADMIN_BASE_URL", "")).hostname or "localhost"
    return getattr(settings, "MARKETPLACE_LOG_ORIGIN", "") or f"log.{host}/main"


def witnesses() -> dict[str, str]:
    """Return whose cosignatures are taken: what we call them, and their key's one-line form."""
    return getattr(settings, "MARKETPLACE_WITNESSES", {})
