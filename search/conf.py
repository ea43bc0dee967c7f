"""Settings, read late so that a test or a site may change them."""

from django.conf import settings


def engine() -> str:
    """Return who answers: ``auto``, ``plain``, or the key of one engine."""
    return getattr(settings, "MARKETPLACE_SEARCH_ENGINE", "auto")
