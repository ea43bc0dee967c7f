"""On which side of a service a person stands, and which service of a notice is theirs to see."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Engagement
from ..permissions import may_agency, may_ask_for_skip, may_owner, may_watch


class Side(StrEnum):
    """Who somebody is for a service."""

    OWNER = "owner"
    AGENCY = "agency"
    HALL = "hall"
    READER = "reader"


SIDE_LABELS: dict[str, str | Promise] = {
    Side.OWNER: _("Project owner"),
    Side.AGENCY: _("Agency"),
    Side.HALL: _("Operator"),
    Side.READER: _("Regulator"),
}


def sides_of(user, engagement: Engagement) -> frozenset[Side]:
    """Return everything the user is for the service; nothing for a stranger."""
    asked = {
        Side.OWNER: may_owner(user, engagement),
        Side.AGENCY: may_agency(user, engagement),
        Side.HALL: may_ask_for_skip(user),
        Side.READER: may_watch(user),
    }
    return frozenset(side for side, is_so in asked.items() if is_so)


def service_seen_by(user, public_id: str) -> tuple[Engagement, frozenset[Side]] | None:
    """Return the user's service for a notice, the standing one first, and the user's sides."""
    found = with_parts(Engagement.objects.filter(notice__public_id=public_id))
    found = found.prefetch_related(
        "deliveries__document", "extensions__evidence", "pauses__evidence"
    )
    for engagement in sorted(found, key=lambda each: (each.fallen_at is not None, -each.rank)):
        sides = sides_of(user, engagement)
        if sides:
            return engagement, sides
    return None


def with_parts(engagements: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """Return the services with all that a row or a page shows, in a fixed number of queries."""
    return engagements.select_related(
        "agency__organisation",
        "notice__hall",
        "notice__owner__organisation",
        "notice__project",
        "notice__rules",
    ).prefetch_related(
        "deliveries",
        "due_dates",
        "extensions",
        "notice__lines__item__department",
        "pauses",
    )
