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
        from .sources.library import NewsSource, PolicySource

        offered += [GuideSource, PolicySource, NewsSource]
    return offered


@hooks.register("register_search_engines")
def offer_search_engines():
    """Offer the engine within the database, which is always there, and the one on a cluster."""
    from .backends.elastic.engine import ElasticEngine
    from .backends.embedded import EmbeddedBackend

    return [EmbeddedBackend, ElasticEngine]


@hooks.register("register_duties", order=1100)
def offer_relay():
    """Look after the process that keeps a cluster up to date; none where none is set up."""
    from .backends.elastic.child import keep_running

    return [keep_running]


@hooks.register("register_listeners")
def offer_listeners():
    """Offer the listener that keeps the index in step with the log."""
    from .listeners import IndexListener

    return [IndexListener]


@hooks.register("register_duties")
def offer_duties():
    """Offer what the index needs beside the log."""
    from .duties import compare_quiet_sources, look_at_rows_that_wait, see_the_day_turn

    return [look_at_rows_that_wait, see_the_day_turn, compare_quiet_sources]


@hooks.register("register_health_checks")
def offer_health_checks():
    """Offer the check of who answers."""
    from .health import SearchCheck

    return [SearchCheck]


@hooks.register("register_catalogue_sections")
def bring_synonyms(data):
    """Bring the first synonyms with the first catalogue, in its transaction."""
    from .data.loading import bring_first_synonyms

    bring_first_synonyms()
    return (), ()


@hooks.register("register_admin_viewset")
def offer_viewsets():
    from .viewsets import SynonymViewSet

    return SynonymViewSet()
