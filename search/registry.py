"""What can be found on this site, and who looks for it."""

from marketplace.registry import HookRegistry
from marketplace.search import text_search

from .backends.base import SearchBackend
from .backends.database import DatabaseBackend
from .sources.base import SearchSource

registered: HookRegistry[SearchSource] = HookRegistry("register_search_sources", SearchSource)


def sources() -> list[SearchSource]:
    """Return one of each source that the installed apps offer, in the order of the tabs."""
    return sorted((source() for source in registered), key=lambda each: (each.place, each.key))


def backend() -> SearchBackend:
    """Return who looks: the class that the setting names, else the database itself."""
    chosen = text_search()
    return chosen if isinstance(chosen, SearchBackend) else DatabaseBackend()
