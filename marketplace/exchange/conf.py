"""Settings, read late so that a test or a site may change them."""

from django.conf import settings

from .domain.table import Limits


def table_limits() -> Limits:
    """Return how large a table may be that somebody sends."""
    usual = Limits()
    return Limits(
        content=getattr(settings, "MARKETPLACE_EXCHANGE_MAX_BYTES", usual.content),
        rows=getattr(settings, "MARKETPLACE_EXCHANGE_MAX_ROWS", usual.rows),
    )
