from wagtail import hooks


@hooks.register("register_panels")
def offer_panels(slot, thing, request):
    """Offer the home page the catalogue by stage and the newest guides."""
    if slot != "home":
        return
    from marketplace.slots import Panel

    from .mixins import guides_in
    from .shelves import shelves

    guides = guides_in(thing.locale.language_code)[:NEWEST_GUIDES]
    if guides:
        yield Panel("cms/panels/latest_guides.html", {"guides": guides}, order=40)
    catalogue = shelves()
    if catalogue.stages:
        yield Panel("cms/panels/catalogue_by_stage.html", {"shelves": catalogue}, order=50)


@hooks.register("register_links")
def offer_links(thing):
    """Offer a service item the guides about it, in the reader's language."""
    from django.utils.translation import get_language

    from marketplace.models import ServiceItem
    from marketplace.slots import Link

    from .mixins import guides_in

    if isinstance(thing, ServiceItem):
        for guide in guides_in(get_language()):
            if guide.item_id == thing.pk:
                yield Link(guide.title, guide.url)


NEWEST_GUIDES = 3
