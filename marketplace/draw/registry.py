from wagtail import hooks

from .. import conf
from ..registry import HookRegistry
from .sources.base import SeedSource

seed_sources: HookRegistry[SeedSource] = HookRegistry("register_seed_sources", SeedSource)


def chosen_source() -> SeedSource:
    """Return the source that the settings name (``MARKETPLACE_SEED_SOURCE``)."""
    return seed_sources.get(conf.seed_source())()


def relations_of_draws() -> list[str]:
    """Return which relations a list of draws is read with, for the links on its lines.

    Apps that link a draw to what it was made for name theirs through the hook
    ``register_draw_relations``, so that a slot with hundreds of draws asks once for all.
    """
    return [name for offer in hooks.get_hooks("register_draw_relations") for name in offer()]
