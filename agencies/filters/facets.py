"""How many agencies each choice of a filter would leave, whatever is chosen in that filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from django.db import models
from django.db.models import Count, OuterRef, QuerySet, Subquery

from marketplace.search import text_search

from ..models import Credential
from ..registry import marks
from .agency_filter import OFFER, SERVICE, AgencyFilter
from .together import Together


class Facets:
    """The counts beside the directory's filters, in a number of queries that no agency adds to.

    The database groups the agencies, those that offer (or hold) the very same things into one
    group; what is looped over here is those groups, not the agencies.
    """

    def __init__(self, chosen: AgencyFilter) -> None:
        self.chosen = chosen
        self.catalogue = chosen.catalogue

    def states(self) -> dict[str, int]:
        """Return how many agencies are in each state."""
        rows = self.chosen.narrowed(without={"state"}).order_by()
        return dict(rows.values_list("state").annotate(Count("pk")))

    def regions(self) -> dict[int, int]:
        """Return how many agencies lie in each region or in its parts."""
        rows = self.chosen.narrowed(without={"region"}).order_by()
        return self.catalogue.rolled_up(dict(rows.values_list("region").annotate(Count("pk"))))

    def services(self) -> tuple[dict[int, int], dict[int, int]]:
        """Return how many agencies offer each item, and something on or below each shelf."""
        if not (OFFER - SERVICE) & self.chosen.chosen.keys():
            counted = self._as_an_index_knows(SERVICE, ("item", "category"))
            if counted is not None:
                return (
                    _by_key(counted.get("item", {}), self.catalogue.items),
                    _by_key(counted.get("category", {}), self.catalogue.categories),
                )
        by_item, by_category = Counter(), Counter()
        shelves = self.catalogue.shelves_above
        offers = self.chosen.offers(without=SERVICE)
        for items, agencies in self._groups(SERVICE, offers, "item"):
            for item in items:
                by_item[item] += agencies
            for category in set().union(*(shelves[item] for item in items)):
                by_category[category] += agencies
        return by_item, by_category

    def credentials(self) -> dict[str, int]:
        """Return how many agencies hold each type, and each grade of it or a better one."""
        counted = self._as_an_index_knows({"credential"}, ("credential",))
        if counted is not None:
            return Counter(counted.get("credential", {}))
        found = Counter()
        values = self.catalogue.met_by
        held = Credential.objects.valid_on(self.chosen.on)
        for grades, agencies in self._groups({"credential"}, held, "grade"):
            for value in set().union(*(values[grade] for grade in grades)):
                found[value] += agencies
        return found

    def records(self) -> dict[str, int]:
        """Return how many agencies have each mark, beside the other marks that are chosen."""
        rows = self.chosen.narrowed(without={"record"}).order_by()
        wanted = self.chosen.chosen.get("record", ())
        return {name: self._with_marks(rows, {*wanted, name}).count() for name in marks()}

    def _as_an_index_knows(self, without, facets):
        """Return the counts of an index, which is seconds behind; None where there is none."""
        rows = self.chosen.narrowed(without=without)
        return text_search().facet_counts(rows, kind="agency", facets=facets)

    def _with_marks(self, rows: QuerySet, names: set[str]) -> QuerySet:
        for name in sorted(names):
            rows = self.chosen.marked(rows, name)
        return rows

    def _groups(self, without, parts: QuerySet, column: str) -> Iterator[tuple[set[int], int]]:
        """Yield what agencies have in common in a column of their parts, and how many do."""
        rows = self.chosen.narrowed(without=without).order_by()
        own = parts.filter(agency=OuterRef("pk")).order_by().values("agency")
        together = Subquery(own.annotate(together=Together(column)).values("together"))
        groups = rows.annotate(together=together).values_list("together").annotate(Count("pk"))
        for keys, agencies in groups:
            if keys:
                yield {int(key) for key in keys.split(",")}, agencies


def _by_key(counts: Mapping[str, int], rows: Mapping[int, models.Model]) -> dict[int, int]:
    """Return the counts by the keys of the rows that have the codes."""
    return {key: counts.get(row.code, 0) for key, row in rows.items()}
