"""The shelves, credential types and regions as one page needs them: read once, small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from marketplace.models import CredentialType, Region, ServiceCategory, ServiceItem

COLUMNS = ("code", "name_zh", "name_en", "category_id", "standard_days", "cap_minor", "currency")


class Catalogue:
    """A snapshot of what can be chosen in the directory's filters; five queries a request."""

    @cached_property
    def categories(self) -> dict[int, ServiceCategory]:
        rows = ServiceCategory.objects.order_by("place", "code")
        return {category.pk: category for category in rows}

    @cached_property
    def items(self) -> dict[int, ServiceItem]:
        return {item.pk: item for item in ServiceItem.objects.only(*COLUMNS).order_by("code")}

    @cached_property
    def regions(self) -> dict[int, Region]:
        return {region.pk: region for region in Region.objects.order_by("code")}

    @cached_property
    def credential_types(self) -> list[CredentialType]:
        return list(CredentialType.objects.order_by("code").prefetch_related("grades"))

    @cached_property
    def shelves(self) -> Mapping[int | None, list[ServiceCategory]]:
        """Return the categories below each category; below None stand the roots."""
        below = defaultdict(list)
        for category in self.categories.values():
            below[category.parent_id].append(category)
        return below

    @cached_property
    def items_in(self) -> Mapping[int, list[ServiceItem]]:
        """Return the items that hang directly in each category."""
        found = defaultdict(list)
        for item in self.items.values():
            found[item.category_id].append(item)
        return found

    @cached_property
    def parts(self) -> Mapping[int | None, list[Region]]:
        """Return the parts of each region; below None stand the largest."""
        within = defaultdict(list)
        for region in self.regions.values():
            within[region.parent_id].append(region)
        return within

    @cached_property
    def shelves_above(self) -> Mapping[int, set[int]]:
        """Return the shelves on which each item stands: its category and all above."""
        found = {}
        for item in self.items.values():
            above, shelf = set(), self.categories.get(item.category_id)
            while shelf is not None and shelf.pk not in above:
                above.add(shelf.pk)
                shelf = self.categories.get(shelf.parent_id)
            found[item.pk] = above
        return found

    @cached_property
    def met_by(self) -> Mapping[int, set[str]]:
        """Return the choices that each grade meets: its type, and its own or a lower grade."""
        return {
            held.pk: {kind.code}
            | {f"{kind.code}:{each.code}" for each in kind.grades.all() if each.rank >= held.rank}
            for kind in self.credential_types
            for held in kind.grades.all()
        }

    def items_below(self, category: ServiceCategory) -> set[int]:
        """Return the keys of all items in a category or below it."""
        own = {item.pk for item in self.items_in[category.pk]}
        return own.union(*(self.items_below(child) for child in self.shelves[category.pk]))

    def regions_within(self, codes: Iterable[str]) -> set[int]:
        """Return the keys of the regions and of all their parts."""
        found = {region.pk for region in self.regions.values() if region.code in set(codes)}
        growing = True
        while growing:
            parts = {region.pk for region in self.regions.values() if region.parent_id in found}
            growing = not parts <= found
            found |= parts
        return found

    def rolled_up(self, counts: Mapping[int, int]) -> dict[int, int]:
        """Return counts of regions that include the counts of their parts."""
        total = defaultdict(int)
        for key, count in counts.items():
            above = self.regions.get(key)
            while above is not None:
                total[above.pk] += count
                above = self.regions.get(above.parent_id)
        return total
