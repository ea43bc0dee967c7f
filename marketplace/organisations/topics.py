"""What people hear of the organisations they act for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Event
from ..topics import Letter, Message, Topic, spoken
from .models import Organisation


class Invited(Topic):
    """An organisation asks somebody to act for it."""

    key = "organisations.invited"
    label = gettext_lazy("Invitations")
    description = gettext_lazy("When an organisation asks you to act for it.")
    kinds = frozenset({"member.invited"})
    binding = True

    def letters(self, event: Event) -> Iterable[Letter]:
        private = event.private.facts
        people = get_user_model()._default_manager.filter(is_active=True)
        organisation = Organisation.objects.get(credit_code=event.facts["credit_code"])
        told = {
            "name_zh": organisation.name_zh,
            "name_en": organisation.name_en,
            "invitation": private["invitation"],
        }
        yield Letter(people.filter(email__iexact=private["email"]), told)

    def message(self, event: Event, facts: Mapping) -> Message:
        names = {"organisation": spoken(facts, "name")}
        return Message(
            _("%(organisation)s invites you to act for it") % names,
            _("Take the invitation up or decline it within 14 days."),
            _address(facts["invitation"]),
            _("Answer the invitation"),
        )


def _address(invitation: str) -> str:
    try:
        return reverse("organisations:invitation", args=[invitation])
    except NoReverseMatch:  # a host without our pages
        return ""
