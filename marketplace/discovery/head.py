"""What the head of a page tells programs: its one address, its twins, its feeds, its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page

from .addresses import addresses_of, addresses_of_page, locale_of, written

IMAGE = "marketplace/img/share.png"
IMAGE_SIZE = (1200, 630)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed or calendar that programs find from every page; apps offer it by hook."""

    title: str | Promise
    url_name: str
    media_type: str = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Twin:
    """The same page in one language."""

    hreflang: str
    url: str
    locale: str


@dataclass(frozen=True, slots=True)
class Head:
    """The links and facts of one page's head; every address is complete."""

    canonical: str
    twins: Sequence[Twin]
    default: str
    locale: str
    image: str
    feeds: Sequence[tuple[str | Promise, str, str]]
    image_size: tuple[int, int] = IMAGE_SIZE

    @property
    def other_locales(self) -> list[str]:
        return [twin.locale for twin in self.twins if twin.locale != self.locale]


def head_of(request, page=None) -> Head:
    """Return the head of the page at hand.

    A filter makes no page of its own: the canonical address has none, only the number of the
    page of a list. A Wagtail page that shows a record has the record's address
    (``canonical_path``).
    """
    is_page = isinstance(page, Page)
    path = getattr(page, "canonical_path", "") if is_page else request.path
    found = addresses_of_page(page, request) if is_page and not path else addresses_of(path)
    query = _number_of(request)
    urls = {code: request.build_absolute_uri(each) + query for code, each in found.items()}
    here = get_language() or settings.LANGUAGE_CODE
    canonical = urls.get(here) or request.build_absolute_uri(request.path)
    return Head(
        canonical=canonical,
        twins=[Twin(written(code), url, locale_of(code)) for code, url in urls.items()],
        default=urls.get(settings.LANGUAGE_CODE) or canonical,
        locale=locale_of(here),
        image=request.build_absolute_uri(static(IMAGE)),
        feeds=feeds(request),
    )


def feeds(request) -> list[tuple[str | Promise, str, str]]:
    """Return title, complete address and media type of the feeds that the apps offer."""
    found = []
    for offer in hooks.get_hooks("register_feed_links"):
        for link in offer():
            try:
                url = reverse(link.url_name)
            except NoReverseMatch:  # an app may be installed without its addresses
                continue
            found.append((link.title, request.build_absolute_uri(url), link.media_type))
    return found


def _number_of(request) -> str:
    number = request.GET.get("page", "")
    is_later = number.isascii() and number.isdecimal() and int(number) > 1
    return f"?{urlencode({'page': int(number)})}" if is_later else ""
