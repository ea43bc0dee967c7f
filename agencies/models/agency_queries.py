from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ..domain.lifecycle import PUBLIC, State
from ..domain.requirement import Requirement
from .credential import Credential
from .listed_service import ListedService

if TYPE_CHECKING:
    from .agency import Agency


class AgencyQuerySet(models.QuerySet):
    def locked(self, pk) -> "Agency":
        """Fetch one agency and hold its row until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def public(self) -> "AgencyQuerySet":
        """Agencies whose page everybody may read: also those that were listed once and left."""
        left = Q(state=State.WITHDRAWN.value, listed_at__isnull=False)
        return self.filter(Q(state__in=[state.value for state in PUBLIC]) | left)

    def listed(self) -> "AgencyQuerySet":
        return self.filter(state=State.LISTED.value)

    def publicity_over_on(self, day) -> "AgencyQuerySet":
        """Agencies whose last day of publicity lies before that day."""
        return self.filter(state=State.PUBLICITY.value, publicity_ends_on__lt=day)

    def overdue_for_vetting(self, at) -> "AgencyQuerySet":
        """Applications whose check is too late, as long as nothing has come of it."""
        waiting = self.filter(state=State.IN_VETTING.value)
        return waiting.filter(vetting_by__lte=at, vetting_escalated_at=None)

    def acted_for_by(self, user) -> "AgencyQuerySet":
        return self.filter(organisation__memberships__user=user)

    def offering(self, items: Iterable) -> "AgencyQuerySet":
        """Agencies with an active listed service for every one of the items (or their keys)."""
        agencies = self
        for item in items:
            offered = ListedService.objects.active().filter(agency=OuterRef("pk"), item=item)
            agencies = agencies.filter(Exists(offered))
        return agencies

    def holding(self, requirements: Iterable[Requirement], *, on) -> "AgencyQuerySet":
        """Agencies that hold, valid on that day, one credential of every requirement."""
        agencies = self
        for requirement in requirements:
            held = Credential.objects.valid_on(on).meeting(requirement)
            agencies = agencies.filter(Exists(held.filter(agency=OuterRef("pk"))))
        return agencies

    def qualified_for(
        self, *, items: Iterable, requirements: Iterable[Requirement], on, avoiding: Iterable = ()
    ) -> "AgencyQuerySet":
        """Listed agencies that offer all items, meet all requirements and are not avoided.

        ``on`` is the day that counts. The wizard's count, the agency's desk, the check on
        arrival and the one at closing all ask this one, in one query.
        """
        return (
            self.listed()
            .offering(items)
            .holding(requirements, on=on)
            .exclude(pk__in=list(avoiding))
        )
