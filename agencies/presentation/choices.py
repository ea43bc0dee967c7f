"""The directory's filters as its pages draw them: every choice with its count."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marketplace.facets import Facet, Option

from ..filters import AgencyFilter, Facets
from ..filters.agency_filter import SHOWN, credential_choices
from ..models.agency import STATE_LABELS
from ..registry import marks


def facets_of(chosen: AgencyFilter) -> list[Facet]:
    """Return the facets of a filter that can be read, in a fixed number of queries."""
    counts = Facets(chosen)
    labels = {name: each.label for name, each in chosen.filters.items()}
    states = counts.states()
    return [
        Facet("category", labels["category"], _shelves(chosen, counts), True, is_folded=True),
        Facet("credential", labels["credential"], _credentials(chosen, counts)),
        Facet("region", labels["region"], _regions(chosen, counts), is_multiple=True),
        Facet("record", labels["record"], _records(chosen, counts), is_multiple=True),
        Facet("state", labels["state"], _states(chosen, states), any_label=_listed(states)),
    ]


def _states(chosen: AgencyFilter, counts: dict[str, int]) -> list[Option]:
    now = chosen.chosen.get("state")
    return [
        Option(state.value, STATE_LABELS[state], counts.get(state.value, 0), state == now)
        for state in SHOWN[1:]
    ]


def _listed(counts: dict[str, int]) -> str:
    listed = SHOWN[0]
    return _("%(state)s (%(count)d)") % {
        "state": STATE_LABELS[listed],
        "count": counts.get(listed.value, 0),
    }


def _shelves(chosen: AgencyFilter, counts: Facets) -> list[Option]:
    by_item, by_category = counts.services()
    categories, items = chosen.chosen.get("category", ()), chosen.chosen.get("item", ())
    catalogue = chosen.catalogue

    def shelf(category) -> Option:
        below = [shelf(child) for child in catalogue.shelves[category.pk]]
        offered = [
            Option(item.code, item.name, by_item.get(item.pk, 0), item.code in items, name="item")
            for item in catalogue.items_in[category.pk]
        ]
        return Option(
            category.code,
            category.name,
            by_category.get(category.pk, 0),
            category.code in categories,
            below=(*below, *offered),
        )

    return [shelf(root) for root in catalogue.shelves[None]]


def _credentials(chosen: AgencyFilter, counts: Facets) -> list[Option]:
    found = counts.credentials()
    now = chosen.chosen.get("credential")
    return [
        Option(value, label, found.get(value, 0), value == now)
        for kind in chosen.catalogue.credential_types
        for value, label in credential_choices(kind)
        if found.get(value) or value == now
    ]


def _regions(chosen: AgencyFilter, counts: Facets) -> list[Option]:
    """Return the regions as a tree, without those that nobody is in."""
    found = counts.regions()
    now = chosen.chosen.get("region", ())
    parts = chosen.catalogue.parts

    def within(parent: int | None) -> list[Option]:
        options = [
            Option(
                region.code,
                region.name,
                found.get(region.pk, 0),
                region.code in now,
                below=tuple(within(region.pk)),
            )
            for region in parts[parent]
        ]
        return [each for each in options if each.count or each.is_open]

    return within(None)


def _records(chosen: AgencyFilter, counts: Facets) -> list[Option]:
    found = counts.records()
    now = chosen.chosen.get("record", ())
    return [
        Option(name, label, found[name], name in now)
        for name, (_record, _mark, label) in marks().items()
    ]
