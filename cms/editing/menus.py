"""The menus as editors want them, laid over what the apps bring."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db.models import F
from django.urls import NoReverseMatch, translate_url
from django.utils.translation import get_language, override
from wagtail.models import Page

from marketplace.navigation import NavigationItem

from .models import MenuEntry


class OwnEntry(NavigationItem):
    """An entry that an editor made: it leads to a page in the reader's language, or elsewhere."""

    def __init__(self, entry: MenuEntry, page: Page | None) -> None:
        name = f"cms_editing:{entry.pk}"
        super().__init__(entry.label, name, order=entry.order, place=entry.place)
        object.__setattr__(self, "target", (entry, page))

    __slots__ = ("target",)

    def address(self, request) -> str:
        entry, page = self.target
        if not entry.page_id:
            return _in_readers_language(entry.path)
        address = page and page.get_url(request)
        if not address:
            raise NoReverseMatch(f"the page of menu entry {entry.pk} is not published")
        return address


def _in_readers_language(path: str) -> str:
    """Return an address of this site as the reader's language has it; others as they are."""
    language = get_language()
    if not path.startswith("/") or not language:
        return path
    with override(settings.LANGUAGE_CODE):
        return translate_url(path, language)


class ChangedEntry(NavigationItem):
    """An app's entry under other words, or in another place."""

    __slots__ = ("offer",)

    def __init__(self, offer: NavigationItem, entry: MenuEntry) -> None:
        label = entry.label or offer.label
        super().__init__(label, offer.url_name, order=entry.order, place=entry.place)
        object.__setattr__(self, "offer", offer)

    def address(self, request) -> str:
        return self.offer.address(request)


def arranged(offers: Sequence[NavigationItem], place: str, request) -> list[NavigationItem]:
    """Return the entries of all menus with what editors added, moved, renamed or hid.

    In a place that is not theirs, such as a desk's, all is as the apps bring it.
    """
    if place not in MenuEntry.Place.values:
        return list(offers)
    entries, pages = _read(request)
    changed = {id(_meant(offers, entry)): entry for entry in entries if entry.stands_for}
    found = []
    for offer in offers:
        entry = changed.get(id(offer))
        if entry is None:
            found.append(offer)
        elif entry.is_shown:
            found.append(ChangedEntry(offer, entry))
    own = (entry for entry in entries if not entry.stands_for and entry.is_shown)
    return found + [OwnEntry(entry, pages.get(entry.page_id)) for entry in own]


def _meant(offers: Sequence[NavigationItem], entry: MenuEntry) -> NavigationItem | None:
    """Return the offer an entry stands for: of several that lead there, the one in its place."""
    there = [offer for offer in offers if offer.url_name == entry.stands_for]
    same = (offer for offer in there if offer.place == entry.place)
    theirs = (offer for offer in there if offer.place in MenuEntry.Place.values)
    return next(same, None) or next(theirs, None)


def _read(request) -> tuple[list[MenuEntry], dict[int, Page]]:
    """Return the entries and their pages in the reader's language: two queries a request."""
    if not hasattr(request, "_menu_entries"):
        entries = list(MenuEntry.objects.annotate(page_key=F("page__translation_key")))
        keys = {entry.page_key: entry.page_id for entry in entries if entry.page_id}
        pages = {}
        if keys:
            live = Page.objects.live().public().filter(translation_key__in=keys)
            for page in live.filter(locale__language_code=get_language()):
                pages[keys[page.translation_key]] = page
        request._menu_entries = entries, pages
    return request._menu_entries
