from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_duties")
def offer_duties():
    from .duties import continue_imports

    return [continue_imports]


@hooks.register("register_exchanges")
def offer_exchanges():
    from .catalogue import CatalogueTable

    return [CatalogueTable]


@hooks.register("register_admin_urls")
def offer_admin_urls():
    return [path("exchange/", include("marketplace.exchange.urls"))]


@hooks.register("register_admin_menu_item")
def offer_menu_item():
    from .menu import ExchangeItem

    url = reverse("exchange:exchange")
    return ExchangeItem(_("Import and export"), url, name="exchange", icon_name="upload", order=220)
