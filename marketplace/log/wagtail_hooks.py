from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_duties", order=1001)
def offer_duties():
    """After the sequencer, so that one pass also signs what it ordered."""
    from .duties import keep_tree, sign_waiting_receipts
    from .nightly import verify_at_night

    return [keep_tree, sign_waiting_receipts, verify_at_night]


@hooks.register("register_health_checks")
def offer_health_checks():
    from .health import LogCheck

    return [LogCheck]


@hooks.register("register_panels")
def offer_notice_panel(slot, thing, request):
    """Print on a notice where its newest public entry stands in the log."""
    from ..slots import Panel
    from .disclosure import of_streams
    from .parts import head

    newest = head() if slot == "notice_foot" else None
    found = of_streams([thing.stream], 1) if newest else []
    if found and found[0].index < newest.size:
        yield Panel("log/panels/notice.html", {"entry": found[0], "newest": newest}, order=900)


@hooks.register("register_navigation")
def offer_navigation():
    from ..navigation import NavigationItem

    return [NavigationItem(_("The public log"), "log:log", order=40, place="learn")]


@hooks.register("register_sitemaps")
def offer_sitemap():
    """Offer the log's page; its entries are read one by one, by who has a number."""
    from ..discovery.sitemap import NamedPages

    yield NamedPages("log", ["log:log"])
