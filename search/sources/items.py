from functools import cached_property

from django.utils.translation import gettext_lazy as _

from marketplace.models import ServiceCategory, ServiceItem

from ..document import Document
from .base import Hit, SearchSource, address_of
from .heard import codes_changed
from .paths import words_at
from .trees import codes_above


class ItemSource(SearchSource):
    """Items that are in the catalogue today, by their names and by what people call them."""

    key = "item"
    label = _("Service items")
    place = 10
    names = ("name_zh", "name_en")
    codes = ("code",)
    others = (
        "synonyms",
        "category__name_zh",
        "category__name_en",
        "department__name_zh",
        "department__name_en",
        "deliverable_zh",
        "deliverable_en",
        "precedes_zh",
        "precedes_en",
    )
    facets = ("category", "stage", "department", "payer", "credential")
    heard = frozenset({"catalogue.changed"})

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

    def for_index(self, rows):
        related = rows.select_related("category", "department")
        return related.prefetch_related("required_credentials__type")

    def document(self, row):
        return Document(
            kind=self.key,
            id=row.pk,
            names=words_at(row, self.names),
            codes=(row.code,),
            aliases=tuple(row.synonyms),
            text="\n".join(words_at(row, self.others[1:])),
            facets={
                "category": self._shelves[row.category_id],
                "stage": (row.stage,),
                "department": (row.department.code,),
                "payer": (row.payer,),
                "credential": tuple(each.type.code for each in row.required_credentials.all()),
            },
        )

    def touched(self, events):
        changed = codes_changed(events)
        if changed.keys() - {"item"}:  # the catalogue is small, and its shelves are in every item
            return ServiceItem.objects.all()
        return ServiceItem.objects.filter(code__in=changed["item"])

    @cached_property
    def _shelves(self):
        return codes_above(ServiceCategory)
