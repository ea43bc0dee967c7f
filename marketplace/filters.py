"""What the list of service items can be narrowed by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, Filter, FilterSet, MultipleChoiceFilter

from .formfields import LineField
from .models import Department, ServiceCategory, ServiceItem
from .search import text_search

SEARCHED = ("code", "name_zh", "name_en", "synonyms", "precedes_zh", "precedes_en")
PAYERS = [
    (ServiceItem.Party.OWNER.value, _("The owner chooses and pays")),
    (ServiceItem.Party.AUTHORITY.value, _("The approving department pays")),
]


class LineFilter(Filter):
    """One line of text, read as carefully as in a form."""

    field_class = LineField


class ItemFilter(FilterSet):
    """The filters of the list of items; a root category means everything below it."""

    q = LineFilter(label=_("Name or code"), max_length=100, method="by_text")
    stage = MultipleChoiceFilter(label=_("Stage"), choices=ServiceItem.Stage.choices)
    category = MultipleChoiceFilter(label=_("Category"), method="by_category")
    department = ChoiceFilter(
        label=_("Department"), field_name="department__code", empty_label=_("Any")
    )
    duty = MultipleChoiceFilter(label=_("Who must have it"), choices=ServiceItem.Duty.choices)
    payer = ChoiceFilter(label=_("Who pays"), choices=PAYERS, empty_label=_("Any"))

    def __init__(self, data, queryset) -> None:
        super().__init__(data, queryset)
        self.categories = list(ServiceCategory.objects.order_by("place", "code"))
        self.departments = list(Department.objects.order_by("code"))
        for name, rows in (("category", self.categories), ("department", self.departments)):
            self.filters[name].extra["choices"] = [(row.code, row.name) for row in rows]

    @property
    def chosen(self) -> dict:
        """Return the filters in use, by name, as they were read."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def narrowed(self, *, without: Collection[str] = ()) -> QuerySet:
        """Return the items that meet every filter in use, but for those named."""
        rows = self.queryset
        for name, value in self.chosen.items():
            if name not in without:
                rows = self.filters[name].filter(rows, value)
        return rows

    def by_text(self, rows, name, text):
        return text_search().narrow(rows, text, kind="item", fields=SEARCHED)

    def by_category(self, rows, name, codes):
        return rows.filter(Q(category__code__in=codes) | Q(category__parent__code__in=codes))

    def counts(self, name: str) -> dict[str, int]:
        """Return how many items each choice of a filter would show, the others as they are."""
        column = {"category": "category__code", "department": "department__code"}.get(name, name)
        rows = self.narrowed(without={name}).order_by().values_list(column)
        counts = dict(rows.annotate(Count("pk")))
        return self._with_roots(counts) if name == "category" else counts

    def _with_roots(self, counts: dict[str, int]) -> dict[str, int]:
        codes = {category.pk: category.code for category in self.categories}
        total = defaultdict(int, counts)
        for category in self.categories:
            if category.parent_id:
                total[codes[category.parent_id]] += counts.get(category.code, 0)
        return total
