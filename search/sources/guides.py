from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.mixins import GuidePageMixin, ScenarioPageMixin
from marketplace.models import ServiceCategory, ServiceItem

from .heard import codes_changed
from .pages import PageSource
from .trees import codes_above


class GuideSource(PageSource):
    """Guides of the reader's language: to one service, or to all that a kind of project needs.

    A guide is found by its title and summary, by what it says, and by every name of the item
    or of the project type that it is about.
    """

    key = "guide"
    label = _("Guides")
    place = 40
    mixins = (GuidePageMixin, ScenarioPageMixin)
    page_columns = (
        "summary",
        "item__code",
        "item__name_zh",
        "item__name_en",
        "item__synonyms",
        "project_type__name_zh",
        "project_type__name_en",
    )
    facets = ("category", "item", "stage")
    heard = PageSource.heard | {"catalogue.changed"}

    def codes_of(self, row):
        return [item.code] if (item := self._item_of(row)) else []

    def words_of(self, row):
        item, project = self._item_of(row), getattr(row, "project_type", None)
        words = super().words_of(row)
        if item:
            words += [item.name_zh, item.name_en, *item.synonyms]
        if project:
            words += [project.name_zh, project.name_en]
        return words

    def facets_of(self, row):
        item = self._item_of(row)
        if item is None:
            return {}
        return {
            "category": self._shelves[item.category_id],
            "item": (item.code,),
            "stage": (item.stage,),
        }

    def touched(self, events):
        if codes_changed(events) and self.models:
            return self.page_model.objects.type(*self.models)
        return super().touched(events)

    def _item_of(self, row) -> ServiceItem | None:
        return self._items.get(getattr(row, "item_id", None))

    @cached_property
    def _items(self):
        return {item.pk: item for item in ServiceItem.objects.all()}

    @cached_property
    def _shelves(self):
        return codes_above(ServiceCategory)
