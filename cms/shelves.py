"""The catalogue as a visitor meets it: by stage of the project, then by category."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.apps import apps
from django.db.models import Count, Q

from marketplace.models import ServiceCategory, ServiceItem


@dataclass(frozen=True, slots=True)
class ShelfCategory:
    """A category with what it has to offer in one stage."""

    category: ServiceCategory
    items: int
    agencies: int

    @property
    def code(self) -> str:
        return self.category.code

    @property
    def name(self) -> str:
        return self.category.name


@dataclass(frozen=True, slots=True)
class Shelf:
    """The categories of one stage."""

    stage: str
    label: str
    categories: list[ShelfCategory]


@dataclass(frozen=True, slots=True)
class Shelves:
    """All stages, and whether the agencies behind each category could be counted."""

    stages: list[Shelf]
    counts_agencies: bool

    @property
    def category_count(self) -> int:
        return len({each.code for shelf in self.stages for each in shelf.categories})

    @property
    def item_count(self) -> int:
        return sum(each.items for shelf in self.stages for each in shelf.categories)


def shelves() -> Shelves:
    """Return the whole catalogue by stage and category, in two queries.

    The agencies of a category are those that its entry in the directory would show.
    """
    counts_agencies = apps.is_installed("agencies")
    categories = _categories(counts_agencies)
    counted = ServiceItem.objects.offered().values("stage", "category").annotate(items=Count("pk"))
    rows = sorted(counted, key=lambda row: _place(row["stage"], categories[row["category"]]))
    return Shelves(
        counts_agencies=counts_agencies,
        stages=[
            Shelf(
                stage=stage,
                label=ServiceItem.Stage(stage).label,
                categories=[_shown(categories[row["category"]], row["items"]) for row in of_stage],
            )
            for stage, of_stage in groupby(rows, key=itemgetter("stage"))
        ],
    )


def _categories(counts_agencies: bool) -> dict[int, ServiceCategory]:
    categories = ServiceCategory.objects.all()
    if counts_agencies:
        listed = Q(
            items__listed_services__is_active=True,
            items__listed_services__agency__state="listed",
        )
        agencies = Count("items__listed_services__agency", filter=listed, distinct=True)
        categories = categories.annotate(agencies=agencies)
    return categories.in_bulk()


def _shown(category: ServiceCategory, items: int) -> ShelfCategory:
    return ShelfCategory(category, items, getattr(category, "agencies", 0))


def _place(stage: str, category: ServiceCategory) -> tuple:
    return ServiceItem.Stage.values.index(stage), category.place, category.code
