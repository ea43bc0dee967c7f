"""Settings, read late so that a test or a site may change them."""

from datetime import timedelta

from django.conf import settings


def claim_lasts() -> timedelta:
    """Return how long a claimed application is one person's alone: an hour unless it is set."""
    return timedelta(minutes=getattr(settings, "AGENCIES_CLAIM_MINUTES", 60))
