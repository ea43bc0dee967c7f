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
    """An organisation asks somebody to act for it, or has let them in."""

    key = "organisations.invited"
    label = gettext_lazy("Invitations")
    description = gettext_lazy("When an organisation asks you to act for it.")
    kinds = frozenset({"member.invited"})
    binding = True

    def letters(self, event: Event) -> Iterable[Letter]:
        private = event.private.facts
        people = get_user_model()._default_manager.filter(is_active=True)
        organisation = Organisation.objects.get(credit_code=event.facts["credit_code"])
        facts = {"name_zh": organisation.name_zh, "name_en": organisation.name_en}
        if "email" in private:
            told = facts | {"invitation": private["invitation"]}
            yield Letter(people.filter(email__iexact=private["email"]), told)
        else:
            yield Letter(people.filter(pk=private["member"]), facts)

    def message(self, event: Event, facts: Mapping) -> Message:
        names = {"organisation": spoken(facts, "name")}
        if "invitation" not in facts:
            return Message(
                _("You act for %(organisation)s now") % names,
                _("Its administrator has let you in."),
                reverse("marketplace:desk"),
                _("Open your desk"),
            )
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
