"""What procurement keeps of an agency's record: the selections that it won."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import BigIntegerField, Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.registry import AgencyRecord, Figure

from .domain.lifecycle import DECIDED
from .models import Award, Skip

A_YEAR = timedelta(days=365)
DECIDED_VALUES = sorted(state.value for state in DECIDED)


class Awards(AgencyRecord):
    """How many selections an agency won and did not fall away from."""

    key = "awards"
    label = _("Selections won")
    sort_label = _("Selections won")
    order = 10
    marks = {"year": _("Won a selection within a year")}

    def figures(self, agencies, *, at):
        won = _kept().filter(winner__in=agencies).order_by().values_list("winner")
        return {
            key: Figure(count, ngettext("%(count)d selection", "%(count)d selections", count)
                        % {"count": count})
            for key, count in won.annotate(Count("pk"))
        }  # fmt: skip

    def amount(self, *, at):
        won = _kept().filter(winner=OuterRef("pk")).order_by().values("winner")
        count = Subquery(won.annotate(count=Count("pk")).values("count"))
        return Coalesce(count, 0, output_field=BigIntegerField())

    def having(self, mark, *, at):
        return _kept().filter(decided_at__gt=at - A_YEAR, decided_at__lte=at).values("winner")


def _kept():
    """Return the standing awards whose winner has not fallen away."""
    fallen = Skip.objects.filter(candidate=F("award__winner__public_id"))
    decided = Award.objects.filter(notice__state__in=DECIDED_VALUES)
    return decided.exclude(pk__in=fallen.values("award"))
