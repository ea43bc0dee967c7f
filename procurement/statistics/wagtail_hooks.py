from django.utils.translation import pgettext_lazy
from wagtail import hooks


@hooks.register("register_navigation")
def offer_navigation():
    from marketplace.navigation import NavigationItem

    return [
        NavigationItem(
            pgettext_lazy("statistics", "Figures"), "figures:figures", order=40, place="learn"
        )
    ]


@hooks.register("register_panels")
def offer_panels(slot, thing, request):
    """Offer the home page the key figures of this moment."""
    if slot != "home":
        return
    from marketplace.slots import Panel

    from .presentation.page import headlines
    from .records import groups_of

    total = groups_of().total
    if total.selected:
        yield Panel("procurement/statistics/panels/home.html", {"headlines": headlines(total)}, 10)


@hooks.register("register_live_figures")
def offer_live_figures():
    """Offer editors the same figures, to be put on any page."""
    from .live import live_figures

    return live_figures()


@hooks.register("register_sitemaps")
def offer_sitemap():
    from marketplace.discovery.sitemap import NamedPages

    yield NamedPages("figures", ["figures:figures"])
