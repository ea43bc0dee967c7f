"""Settings, read late so that a test or a site may change them."""

from typing import Any

from django.conf import settings


def engine() -> str:
    """Return who answers: ``auto``, ``plain``, or the key of one engine."""
    return getattr(settings, "MARKETPLACE_SEARCH_ENGINE", "auto")


def elasticsearch_url() -> str:
    """Return where the cluster is; empty where this site has none."""
    return getattr(settings, "MARKETPLACE_SEARCH_ELASTICSEARCH_URL", "")


def elasticsearch_options() -> dict[str, Any]:
    """Return further arguments of the client, such as ``api_key`` or ``ca_certs``."""
    return getattr(settings, "MARKETPLACE_SEARCH_ELASTICSEARCH_OPTIONS", {})


def elasticsearch_index() -> str:
    """Return the name that this site's index has on the cluster, for sites that share one."""
    return getattr(settings, "MARKETPLACE_SEARCH_ELASTICSEARCH_INDEX", "marketplace")


def elasticsearch_timeout() -> float:
    """Return how long a page waits for the cluster before the database answers."""
    return getattr(settings, "MARKETPLACE_SEARCH_ELASTICSEARCH_TIMEOUT", 0.8)


def elasticsearch_replicas() -> int:
    """Return how many copies of its shard an index has: one for each further node."""
    return getattr(settings, "MARKETPLACE_SEARCH_ELASTICSEARCH_REPLICAS", 0)
