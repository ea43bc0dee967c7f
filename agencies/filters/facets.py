"""How many agencies each choice of a filter would leave, whatever is chosen in that filter."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef

from ..models import Credential
from .agency_filter import SERVICE, AgencyFilter


class Facets:
    """The counts beside the directory's filters; six queries, however many agencies."""

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

    def items(self) -> dict[int, int]:
        return self._offering("item")

    def categories(self) -> dict[int, int]:
        """Return how many agencies offer something in each shelf, or below a root."""
        return self._offering("item__category__parent") | self._offering("item__category")

    def credentials(self) -> dict[str, int]:
        """Return how many agencies hold each type, and each grade of it or a better one."""
        best = dict(self._best_held())
        counts = {}
        for kind in self.catalogue.credential_types:
            total = 0
            for grade in sorted(kind.grades.all(), key=lambda each: each.rank):
                total += best.get(grade.pk, 0)
                counts[f"{kind.code}:{grade.code}"] = total
            counts[kind.code] = total
        return counts

    def _offering(self, column: str) -> dict[int, int]:
        rows = self.chosen.narrowed(without=SERVICE).order_by()
        offers = self.chosen.offers(without=SERVICE).filter(agency__in=rows.values("pk"))
        return dict(offers.values_list(column).annotate(Count("agency", distinct=True)))

    def _best_held(self):
        """Yield each grade with how many agencies hold it as the best of its type."""
        rows = self.chosen.narrowed(without={"credential"}).order_by()
        valid = Credential.objects.valid_on(self.chosen.on)
        better = valid.filter(
            agency=OuterRef("agency"), type=OuterRef("type"), grade__rank__lt=OuterRef("rank")
        )
        held = valid.filter(agency__in=rows.values("pk")).annotate(rank=F("grade__rank"))
        best = held.filter(~Exists(better))
        return best.values_list("grade").annotate(Count("agency", distinct=True))
