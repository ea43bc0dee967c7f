from django.apps import apps
from wagtail import hooks


@hooks.register("register_search_sources")
def offer_search_sources():
    """Offer a source for each app that is installed."""
    from .sources.items import ItemSource

    offered = [ItemSource]
    if apps.is_installed("agencies"):
        from .sources.agencies import AgencySource

        offered.append(AgencySource)
    if apps.is_installed("procurement"):
        from .sources.notices import NoticeSource
        from .sources.papers import PaperSource

        offered += [NoticeSource, PaperSource]
    if apps.is_installed("cms"):
        from .sources.guides import GuideSource

        offered.append(GuideSource)
    return offered


@hooks.register("register_search_engines")
def offer_search_engines():
    """Offer the engine within the database, which is always there."""
    from .backends.embedded import EmbeddedBackend

    return [EmbeddedBackend]
