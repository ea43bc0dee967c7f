"""What can be found on this site, and the engines that may look for it."""

from __future__ import annotations

from marketplace.registry import HookRegistry

from .backends.base import SearchBackend
from .sources.base import SearchSource

registered: HookRegistry[SearchSource] = HookRegistry("register_search_sources", SearchSource)
engines: HookRegistry[SearchBackend] = HookRegistry("register_search_engines", SearchBackend)


def sources() -> list[SearchSource]:
    """Return one of each source that the installed apps offer, in the order of the tabs."""
    return sorted((source() for source in registered), key=lambda each: (each.place, each.key))


def engine(key: str) -> SearchBackend:
    """Return the engine of that key, made for the sources of this site."""
    return engines.get(key)([source.key for source in sources()])
