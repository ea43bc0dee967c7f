"""Pages of Wagtail as things that can be found, on whatever page models a site has them."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import swapper
from django.db import models
from django.utils.functional import cached_property

from cms.mixins import page_models_of

from ..document import Document
from .base import Hit, SearchSource
from .heard import after

ITS_OWN_TIME = timedelta(minutes=1)  # between a page's own time and its event's


class PageSource(SearchSource):
    """Live public pages that have one of some mixins, each in its own language."""

    mixins: ClassVar[tuple[type[models.Model], ...]]
    names = ("title",)
    page_columns: ClassVar[tuple[str, ...]] = ("summary",)  # further ones, of every page model
    heard = frozenset({"page.published", "page.unpublished"})
    appears = frozenset({"page.published"})

    def __init__(self):
        self.page_model = swapper.load_model("wagtailcore", "Page")

    @cached_property
    def others(self):
        return tuple(
            f"{self._way_to(model)}__{column}"
            for model in self.models
            for column in self.page_columns
            if _has(model, column)
        )

    @property
    def models(self) -> list[type[models.Model]]:
        """Return the page models that are meant."""
        return [model for mixin in self.mixins for model in page_models_of(mixin)]

    def appeared(self, events):
        """Leave out pages that were only published again."""
        since = min(event.at for event in events) - ITS_OWN_TIME
        return super().appeared(events).filter(first_published_at__gte=since)

    def public(self, language):
        return self.everything().filter(locale__language_code=language)

    def everything(self):
        pages = self.page_model.objects.live().public()
        return pages.type(*self.models) if self.models else pages.none()

    def for_list(self, rows):
        return rows.specific()

    def hit(self, row, request):
        return Hit(title=row.title, url=row.get_url(request) or "", summary=row.summary)

    def for_index(self, rows):
        return rows.specific().select_related("locale")

    def document(self, row):
        return Document(
            kind=self.key,
            id=row.pk,
            names=(row.title,),
            codes=tuple(filter(None, self.codes_of(row))),
            text="\n".join(str(word) for word in self.words_of(row) if word),
            facets=self.facets_of(row),
            language=row.locale.language_code,
        )

    def codes_of(self, row) -> list[str]:
        """Return the numbers by which a page is called."""
        return []

    def words_of(self, row) -> list[str]:
        """Return what a page says."""
        body = row.body.stream_block.get_searchable_content(row.body)
        return [row.summary, *body]

    def facets_of(self, row) -> dict[str, tuple[str, ...]]:
        """Return by what a list of such pages can be narrowed."""
        return {}

    def touched(self, events):
        return [int(page) for page in after("page:", events) if page.isdigit()]

    def _way_to(self, model) -> str:
        """Return the lookup that leads from the base page to a model's own columns."""
        path = model._meta.get_path_from_parent(self.page_model)
        return "__".join(step.join_field.name for step in path)


def _has(model: type[models.Model], path: str) -> bool:
    return any(field.name == path.split("__")[0] for field in model._meta.get_fields())
