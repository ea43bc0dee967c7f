from django.urls import NoReverseMatch
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.navigation import NavigationItem

from .models import GuideIndexPage


class GuidesEntry(NavigationItem):
    """The guides in the main menu: a page has no URL name, so it is asked for its address."""

    def __init__(self):
        super().__init__(_("Service guides"), "cms_pages:guides", order=30)

    def address(self, request) -> str:
        """Return where the reader's guides stand."""
        page = GuideIndexPage.objects.live().filter(locale__language_code=get_language()).first()
        address = page and page.get_url(request)
        if not address:
            raise NoReverseMatch("there is no guide index in this language")
        return address
