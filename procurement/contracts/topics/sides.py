"""What the topics of services have in common: each event names its notice and its agency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.contrib.auth import get_user_model
from django.urls import reverse

from agencies.models import Agency
from agencies.permissions import agency_of
from marketplace import notation
from marketplace.models import Event
from marketplace.topics import AGENCIES, OWNERS, Letter, Topic

from ...models import Notice
from ...permissions import owner_of
from ...topics.about import facts_of, notice_of


def about(event: Event) -> tuple[Notice, dict]:
    """Return the notice of an event, and what a message says of it and of the agency."""
    notice = notice_of(event)
    organisation = (
        Agency.objects.select_related("organisation")
        .get(public_id=event.facts["agency"])
        .organisation
    )
    names = {"agency_zh": organisation.name_zh, "agency_en": organisation.name_en}
    return notice, facts_of(notice, **names)


def people(**lookup):
    """Return the users who act for an organisation."""
    found = {f"memberships__organisation__{name}": value for name, value in lookup.items()}
    return get_user_model()._default_manager.filter(**found)


def service(facts: Mapping) -> str:
    """Return the address of the service's page."""
    return reverse("contracts:service", args=[facts["notice"]])


def day(stamp: str) -> str:
    """Return a day of an event's facts in words."""
    return notation.day(date.fromisoformat(stamp))


class AgencySide(Topic):
    """A topic for the agency of a service."""

    audience = AGENCIES

    def concerns(self, user) -> bool:
        if not hasattr(user, "_acts_for_an_agency"):
            user._acts_for_an_agency = agency_of(user) is not None
        return user._acts_for_an_agency

    def letters(self, event: Event) -> Iterable[Letter]:
        _notice, facts = about(event)
        yield Letter(people(agency__public_id=event.facts["agency"]), facts)


class OwnerSide(Topic):
    """A topic for the owner of a service."""

    audience = OWNERS

    def concerns(self, user) -> bool:
        if not hasattr(user, "_acts_for_an_owner"):
            user._acts_for_an_owner = owner_of(user) is not None
        return user._acts_for_an_owner

    def letters(self, event: Event) -> Iterable[Letter]:
        notice, facts = about(event)
        yield Letter(people(owner=notice.owner_id), facts)
