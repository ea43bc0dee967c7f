import swapper
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.mixins import guide_page_models
from marketplace.models import ServiceCategory

from ..document import Document
from .base import Hit, SearchSource
from .heard import after, codes_changed
from .trees import codes_above

BY_ITEM = ("summary", "item__code", "item__name_zh", "item__name_en", "item__synonyms")


class GuideSource(SearchSource):
    """Service guides of the reader's language, on whatever page models a site has them.

    A guide is found by its title and summary, by what it says, and by every name of the item
    that it is about.
    """

    key = "guide"
    label = _("Guides")
    place = 40
    names = ("title",)
    facets = ("category", "item", "stage")
    heard = frozenset({"page.published", "page.unpublished", "catalogue.changed"})

    def __init__(self):
        self.page_model = swapper.load_model("wagtailcore", "Page")
        self.others = tuple(
            f"{self._way_to(model)}__{column}"
            for model in guide_page_models()
            for column in BY_ITEM
        )

    def public(self, language):
        return self.everything().filter(locale__language_code=language)

    def everything(self):
        models = guide_page_models()
        pages = self.page_model.objects.live().public()
        return pages.type(*models) if models else pages.none()

    def for_list(self, rows):
        return rows.specific()

    def hit(self, row, request):
        return Hit(title=row.title, url=row.get_url(request) or "", summary=row.summary)

    def for_index(self, rows):
        return rows.specific().select_related("locale")

    def document(self, row):
        item = row.item
        words = [row.summary, item.name_zh, item.name_en, *item.synonyms]
        words += row.body.stream_block.get_searchable_content(row.body)
        return Document(
            kind=self.key,
            id=row.pk,
            names=(row.title,),
            codes=(item.code,),
            text="\n".join(str(word) for word in words if word),
            facets={
                "category": self._shelves[item.category_id],
                "item": (item.code,),
                "stage": (item.stage,),
            },
            language=row.locale.language_code,
        )

    def touched(self, events):
        if codes_changed(events):
            return self.page_model.objects.type(*guide_page_models())
        return [int(page) for page in after("page:", events) if page.isdigit()]

    @cached_property
    def _shelves(self):
        return codes_above(ServiceCategory)

    def _way_to(self, model) -> str:
        """Return the lookup that leads from the base page to a guide's own columns."""
        path = model._meta.get_path_from_parent(self.page_model)
        return "__".join(step.join_field.name for step in path)
