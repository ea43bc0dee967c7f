"""What is heard of organisations that want to buy services: the hall, and they themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.models import Event
from marketplace.permissions import VETTING, may_vet
from marketplace.topics import STAFF, Letter, Message, Topic, spoken

from ..models import Owner
from .about import ForOwners


class OwnerApplied(Topic):
    """An organisation waits for the hall's check."""

    key = "procurement.applied"
    label = gettext_lazy("Applications of project owners")
    description = gettext_lazy("When an organisation that wants to buy services applies.")
    audience = STAFF
    kinds = frozenset({"owner.applied"})

    def letters(self, event: Event) -> Iterable[Letter]:
        staff = get_user_model()._default_manager.filter(groups__name=VETTING)
        yield Letter(staff, _facts(event))

    def message(self, event: Event, facts: Mapping) -> Message:
        return Message(
            _("%(owner)s wants to buy services") % {"owner": spoken(facts, "name")},
            _("Code and name have to be compared with the proof."),
            reverse("procurement_desk:owner", args=[facts["owner"]]),
            _("Check it"),
        )

    def concerns(self, user) -> bool:
        return may_vet(user)


class OwnerDecided(ForOwners):
    """The hall has verified the organisation, or returned its application."""

    key = "procurement.verified"
    label = gettext_lazy("Your application")
    description = gettext_lazy("When the hall has verified your organisation, or asks for more.")
    kinds = frozenset({"owner.verified", "owner.returned"})
    binding = True
    order = 5

    def letters(self, event: Event) -> Iterable[Letter]:
        owner = _owner(event)
        users = get_user_model()._default_manager
        people = users.filter(memberships__organisation=owner.organisation_id)
        reason = (event.private.facts or {}).get("reason", "")
        yield Letter(people, _facts(event) | {"reason": reason})

    def message(self, event: Event, facts: Mapping) -> Message:
        told = {"owner": spoken(facts, "name")}
        if event.kind == "owner.verified":
            return Message(
                _("%(owner)s is verified") % told,
                _("You may publish notices now."),
                reverse("procurement:owner_desk"),
                _("Open the desk"),
            )
        return Message(
            _("The application of %(owner)s was returned") % told,
            facts["reason"],
            reverse("procurement:owner_apply"),
            _("Change it and send it again"),
        )


def _owner(event: Event) -> Owner:
    owners = Owner.objects.select_related("organisation")
    return owners.get(public_id=event.stream.removeprefix("owner:"))


def _facts(event: Event) -> dict[str, object]:
    return {
        "owner": event.stream.removeprefix("owner:"),
        "name_zh": event.facts["name_zh"],
        "name_en": event.facts["name_en"],
    }
