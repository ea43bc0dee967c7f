"""What every template of this site may say."""

from django.conf import settings


def site(request) -> dict[str, object]:
    """Return ``demo``: whether this is a demonstration, as every page must say."""
    return {"demo": settings.MARKETPLACE_DEMO}
