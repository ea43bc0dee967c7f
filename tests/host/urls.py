"""The addresses of somebody else's site: of ours, those of the apps it has installed."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

PLACES = {
    "marketplace": "market/",
    "marketplace.log": "log/",
    "marketplace.draw": "draws/",
    "marketplace.fees": "fees/",
    "marketplace.approvals": "signatures/",
    "marketplace.documents": "papers/",
    "marketplace.notifications": "told/",
    "marketplace.organisations": "invitations/",
    "agencies": "firms/",
    "procurement": "tenders/",
    "procurement.contracts": "services/",
    "procurement.statistics": "numbers/",
    "search": "find/",
}

urlpatterns = [
    path("cms/", include(wagtailadmin_urls)),
    *(
        path(place, include(f"{app}.urls"))
        for app, place in PLACES.items()
        if app in settings.OURS and find_spec(f"{app}.urls")
    ),
    *([path("", include("marketplace.discovery.urls"))] if "marketplace" in settings.OURS else []),
    path("", include(wagtail_urls)),
]
