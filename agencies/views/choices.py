"""The directory's filters as its template draws them: every choice with its count."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..filters import AgencyFilter, Facets
from ..filters.agency_filter import SHOWN, credential_choices
from ..models.agency import STATE_LABELS


@dataclass
class Choice:
    """One box to tick or option to pick, with how many agencies it would leave."""

    value: str
    label: str
    count: int
    checked: bool = False
    below: list[Choice] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Return whether it or anything below it is chosen."""
        return self.checked or any(each.is_open for each in self.below)


def choices_of(chosen: AgencyFilter, facets: Facets) -> dict:
    """Return the choices of each filter, by its name."""
    return {
        "state": _states(chosen, facets),
        "shelves": _shelves(chosen, facets),
        "credential": _credentials(chosen, facets),
        "region": _regions(chosen, facets),
    }


def _states(chosen: AgencyFilter, facets: Facets) -> list[Choice]:
    counts = facets.states()
    now = chosen.chosen.get("state", SHOWN[0])
    return [
        Choice(state.value, STATE_LABELS[state], counts.get(state.value, 0), state == now)
        for state in SHOWN
    ]


def _shelves(chosen: AgencyFilter, facets: Facets) -> list[Choice]:
    by_category, by_item = facets.categories(), facets.items()
    categories = chosen.chosen.get("category", ())
    items = chosen.chosen.get("item", ())
    catalogue = chosen.catalogue

    def shelf(category) -> Choice:
        here = category.code in categories
        below = [shelf(child) for child in catalogue.shelves[category.pk]]
        offered = [
            Choice(item.code, item.name, by_item.get(item.pk, 0), item.code in items)
            for item in catalogue.items_in[category.pk]
        ]
        return Shelf(
            category.code, category.name, by_category.get(category.pk, 0), here, below, offered
        )

    return [shelf(root) for root in catalogue.shelves[None]]


@dataclass
class Shelf(Choice):
    """A category, with the items that hang in it."""

    items: list[Choice] = field(default_factory=list)

    @property
    def shows_items(self) -> bool:
        return self.checked or any(each.checked for each in self.items)

    @property
    def is_open(self) -> bool:
        return super().is_open or any(each.checked for each in self.items)


def _credentials(chosen: AgencyFilter, facets: Facets) -> list[Choice]:
    counts = facets.credentials()
    now = chosen.chosen.get("credential")
    return [
        Choice(value, label, counts.get(value, 0), value == now)
        for kind in chosen.catalogue.credential_types
        for value, label in credential_choices(kind)
        if counts.get(value) or value == now
    ]


def _regions(chosen: AgencyFilter, facets: Facets) -> list[Choice]:
    """Return the regions as a tree, without those that nobody is in."""
    counts = facets.regions()
    now = chosen.chosen.get("region", ())
    regions = chosen.catalogue.regions.values()

    def within(parent) -> list[Choice]:
        found = [
            Choice(
                region.code,
                region.name,
                counts.get(region.pk, 0),
                region.code in now,
                within(region.pk),
            )
            for region in regions
            if region.parent_id == parent
        ]
        return [each for each in found if each.count or each.is_open]

    return within(None)
