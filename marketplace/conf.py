"""Settings, read late so that a test or a site may change them."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string


def trusted_proxies() -> list[str]:
    """Return the addresses whose ``X-Request-Start`` is believed."""
    return getattr(settings, "MARKETPLACE_TRUSTED_PROXIES", [])


def clock_offset() -> timedelta:
    """Return how far the site's clock runs ahead of the world's: zero outside a demo."""
    path = getattr(settings, "MARKETPLACE_CLOCK_OFFSET", None)
    return import_string(path)() if path else timedelta(0)


def state_dir() -> Path:
    """Return the folder for what is kept outside the database: keys, locks, mail."""
    return Path(getattr(settings, "MARKETPLACE_STATE_DIR", "var"))


def seed_source() -> str:
    """Return the key of the plug-in that draws seeds."""
    return getattr(settings, "MARKETPLACE_SEED_SOURCE", "plain")


def search_backend() -> str:
    """Return the path of the class that answers text searches; empty for the plain one."""
    return getattr(settings, "MARKETPLACE_SEARCH_BACKEND", "")


def is_demo() -> bool:
    """Return whether the site shows invented data and must say so on every page."""
    return getattr(settings, "MARKETPLACE_DEMO", False)


def document_max_bytes() -> int:
    """Return how large a paper may be that somebody hands in: 20 MiB unless it is set."""
    return getattr(settings, "MARKETPLACE_DOCUMENT_MAX_BYTES", 20 * 1024 * 1024)
