import swapper
from django.utils.translation import gettext_lazy as _

from cms.mixins import guide_page_models

from .base import Hit, SearchSource

BY_ITEM = ("summary", "item__code", "item__name_zh", "item__name_en", "item__synonyms")


class GuideSource(SearchSource):
    """Service guides of the reader's language, on whatever page models a site has them.

    A guide is found by its title and summary, and by every name of the item it is about.
    """

    key = "guide"
    label = _("Guides")
    place = 40
    names = ("title",)

    def __init__(self):
        self.page_model = swapper.load_model("wagtailcore", "Page")
        self.others = tuple(
            f"{self._way_to(model)}__{column}"
            for model in guide_page_models()
            for column in BY_ITEM
        )

    def public(self, language):
        pages = self.page_model.objects.live().public().filter(locale__language_code=language)
        models = guide_page_models()
        return pages.type(*models) if models else pages.none()

    def for_list(self, rows):
        return rows.specific()

    def hit(self, row, request):
        return Hit(title=row.title, url=row.get_url(request) or "", summary=row.summary)

    def _way_to(self, model) -> str:
        """Return the lookup that leads from the base page to a guide's own columns."""
        path = model._meta.get_path_from_parent(self.page_model)
        return "__".join(step.join_field.name for step in path)
