from django.utils.translation import gettext_lazy as _

from marketplace.models import ServiceItem

from .base import Hit, SearchSource, address_of


class ItemSource(SearchSource):
    """Items that are in the catalogue today, by their names and by what people call them."""

    key = "item"
    label = _("Service items")
    place = 10
    names = ("name_zh", "name_en")
    others = (
        "code",
        "synonyms",
        "category__name_zh",
        "category__name_en",
        "deliverable_zh",
        "deliverable_en",
        "precedes_zh",
        "precedes_en",
    )

    def public(self, language):
        return ServiceItem.objects.offered()

    def for_list(self, rows):
        return rows.select_related("department", "category")

    def hit(self, row, request):
        return Hit(
            title=row.name,
            url=address_of(row),
            summary=row.applies,
            facts=(row.get_stage_display(), row.department.name, row.code),
        )
