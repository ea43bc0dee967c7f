"""Wagtail's pages in the sitemap: those that everybody may read, with their translations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from django.db.models import QuerySet
from wagtail.models import Page, get_page_models

from .addresses import in_order
from .sitemap import Place, Section


class SitePages(Section):
    """Every live, public page of the site once, with each of its translations.

    A page that shows a record (``canonical_path``) is left out: the record is there itself.
    """

    def __init__(self, key: str) -> None:
        self.key = key

    def count(self) -> int:
        return len(self._keys())

    def places(self, start: int, stop: int) -> Iterator[Place]:
        wanted = self._keys()[start:stop]
        rows = self._pages().filter(translation_key__in=wanted).select_related("locale")
        for _key, family in groupby(
            rows.order_by("translation_key", "pk"), attrgetter("translation_key")
        ):
            pages = list(family)
            paths = {page.locale.language_code: page.get_url() for page in pages}
            moments = [page.last_published_at for page in pages if page.last_published_at]
            there = {code: path for code, path in paths.items() if path}
            if there:
                yield Place(in_order(there), max(moments, default=None))

    def _keys(self) -> list:
        keys = self._pages().order_by("translation_key").values_list("translation_key", flat=True)
        return list(keys.distinct())

    def _pages(self) -> QuerySet[Page]:
        shown = [model for model in get_page_models() if hasattr(model, "canonical_path")]
        pages = Page.objects.live().public().filter(depth__gt=1)
        return pages.not_type(*shown) if shown else pages
