from .. import conf
from ..registry import HookRegistry
from .sources.base import SeedSource

seed_sources: HookRegistry[SeedSource] = HookRegistry("register_seed_sources", SeedSource)


def chosen_source() -> SeedSource:
    """Return the source that the settings name (``MARKETPLACE_SEED_SOURCE``)."""
    return seed_sources.get(conf.seed_source())()
