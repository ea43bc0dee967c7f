"""What contracts keep of an agency's record: the services that it delivered in time."""

from __future__ import annotations

from fractions import Fraction

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.registry import AgencyRecord, Figure
from marketplace.notation import BEIJING, percent

from .models import DueDate, Engagement

WHOLE = 10_000  # shares are ordered by in basis points
MOSTLY = 90  # percent
IN_TIME = Count("pk", filter=Q(delivered_on__lte=F("due_on")))


class BeijingDay(TruncDate):
    """The day of a moment in Beijing, which has had one offset since 1992.

    SQLite adds it itself; Django would call back into Python for every row.
    """

    def as_sqlite(self, compiler, connection, **kwargs):
        sql, params = compiler.compile(self.lhs)
        return f"date({sql}, '+8 hours')", params


class InTime(AgencyRecord):
    """The share of an agency's accepted services that were delivered by the day they were due.

    A service counts for the agency that rendered it, also where it took over from another.
    """

    key = "in_time"
    label = gettext_lazy("Delivered in time")
    sort_label = gettext_lazy("Delivered in time")
    order = 20
    marks = {"90": gettext_lazy("90 per cent or more delivered in time")}

    def figures(self, agencies, *, at):
        return {
            key: _figure(kept, done)
            for key, kept, done in _by_agency(_accepted().filter(agency__in=agencies))
        }

    def amount(self, *, at):
        mine = _by_agency(_accepted().filter(agency=OuterRef("pk")))
        return Subquery(
            mine.annotate(share=F("kept") * WHOLE / F("done")).values("share"),
            output_field=IntegerField(),
        )

    def having(self, mark, *, at):
        points = F("kept") * 100 - F("done") * MOSTLY
        return (
            _by_agency(_accepted()).annotate(points=points).filter(points__gte=0).values("agency")
        )


def in_time_for(owner) -> tuple[int, int]:
    """Return how many of an owner's accepted services were delivered in time, and of how many."""
    found = _accepted().filter(notice__owner=owner)
    sums = found.aggregate(kept=IN_TIME, done=Count("pk"))
    return sums["kept"], sums["done"]


def _accepted():
    """Return the accepted services, with the days on which they were delivered and due."""
    newest = DueDate.objects.filter(engagement=OuterRef("pk")).order_by("-pinned_at", "-pk")
    return (
        Engagement.objects.standing()
        .filter(accepted_at__isnull=False)
        .annotate(
            due_on=Subquery(newest.values("due_on")[:1]),
            delivered_on=BeijingDay("delivered_at", tzinfo=BEIJING),
        )
    )


def _by_agency(services):
    """Return each agency's key with how many services it delivered in time, and how many."""
    rows = services.order_by().values("agency")
    return rows.annotate(kept=IN_TIME, done=Count("pk")).values_list("agency", "kept", "done")


def _figure(kept: int, done: int) -> Figure:
    share = Fraction(kept, done)
    note = ngettext("%(kept)d of %(done)d service", "%(kept)d of %(done)d services", done)
    note %= {"kept": kept, "done": done}
    return Figure(int(share * WHOLE), _("%(share)s in time") % {"share": percent(share)}, note)
