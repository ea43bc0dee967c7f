from wagtail import hooks


@hooks.register("register_panels")
def offer_panels(slot, thing, request):
    """Offer the home page the catalogue by stage, the newest guides and news, and scenarios."""
    if slot != "home":
        return
    from marketplace.slots import Panel

    from .newest import newest_in
    from .shelves import shelves

    newest = newest_in(thing.locale.language_code)
    if newest:
        yield Panel("cms/panels/newest.html", newest, order=40)
    catalogue = shelves()
    if catalogue.stages:
        yield Panel("cms/panels/catalogue_by_stage.html", {"shelves": catalogue}, order=50)


@hooks.register("register_links")
def offer_links(thing):
    """Offer a service item or a project type the guides about it, in the reader's language."""
    from marketplace.models import ProjectType, ServiceItem
    from marketplace.slots import Link

    from .mixins import guides_of, scenarios_of

    if isinstance(thing, ServiceItem):
        yield from (Link(page.title, page.url) for page in guides_of(thing))
    elif isinstance(thing, ProjectType):
        yield from (Link(page.title, page.url) for page in scenarios_of(thing))


@hooks.register("register_live_figures")
def offer_live_figures():
    from django.utils.translation import gettext_lazy as _

    from marketplace.live_figures import LiveFigure
    from marketplace.models import ServiceItem

    counted = ServiceItem.objects.offered().count
    return [LiveFigure("catalogue.items", _("Service items in the catalogue"), counted)]
