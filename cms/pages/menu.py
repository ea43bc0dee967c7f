"""Pages in the menus: a page has no URL name, so it is asked for its address."""

from __future__ import annotations

from django.urls import NoReverseMatch
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from marketplace.navigation import NavigationItem

from .models import (
    ContactPage,
    GuideIndexPage,
    NewsIndexPage,
    PolicyIndexPage,
    ScenarioIndexPage,
)

FOR_A_LINK = ("content_type", "locale", "url_path")  # all that an address and a type follow from
MODELS = (ContactPage, GuideIndexPage, NewsIndexPage, PolicyIndexPage, ScenarioIndexPage)


class PageEntry(NavigationItem):
    """The one page of a type in the reader's language."""

    def address(self, request) -> str:
        """Return where that page stands. All entries of a request ask the database once."""
        page = index_pages(request).get(self.url_name)
        address = page and page.get_url(request)
        if not address:
            raise NoReverseMatch(f"there is no {self.url_name} in this language")
        return address


def index_pages(request) -> dict[str, Page]:
    """Return the live page of each type in the reader's language, in one query."""
    language = get_language()
    kept = getattr(request, "_index_pages", None)
    if kept is None or kept[0] != language:
        pages = Page.objects.live().type(*MODELS).filter(locale__language_code=language)
        found = pages.select_related("locale").order_by("-path").only(*FOR_A_LINK)
        kept = language, {page.specific_class._meta.label_lower: page for page in found}
        request._index_pages = kept
    return kept[1]


ENTRIES = (
    PageEntry(_("Service guides"), GuideIndexPage._meta.label_lower, order=30),
    PageEntry(_("What do you want to build?"), ScenarioIndexPage._meta.label_lower, 5, "learn"),
    PageEntry(_("Policies and standards"), PolicyIndexPage._meta.label_lower, 20, "learn"),
    PageEntry(_("News"), NewsIndexPage._meta.label_lower, 30, "learn"),
    PageEntry(_("Contact"), ContactPage._meta.label_lower, 5, "help"),
    PageEntry(_("Contact"), ContactPage._meta.label_lower, 5, "complain"),
)
