"""What is heard of questions on notices: the owner of each, the agencies of each answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.models import Event
from marketplace.topics import Letter, Message

from .about import (
    ForAgencies,
    ForOwners,
    agencies_people,
    candidates,
    facts_of,
    notice_of,
    owners_people,
    page,
    title,
)


class Asked(ForOwners):
    """Somebody asks about a notice; its owner answers before the close."""

    key = "procurement.asked"
    label = gettext_lazy("Questions on your notices")
    description = gettext_lazy("When an agency asks about an open notice of yours.")
    kinds = frozenset({"question.asked"})
    binding = True
    order = 20

    def letters(self, event: Event) -> Iterable[Letter]:
        notice = notice_of(event)
        yield Letter(owners_people(notice), facts_of(notice, number=event.facts["number"]))

    def message(self, event: Event, facts: Mapping) -> Message:
        return Message(
            _("A question on %(notice)s") % title(facts),
            event.facts["text"],
            reverse("procurement:reply", args=[facts["notice"], facts["number"]]),
            _("Answer it"),
        )


class Answered(ForAgencies):
    """A question is answered: told to all who may answer the notice, so that none is named."""

    key = "procurement.answered"
    label = gettext_lazy("Answers to questions")
    description = gettext_lazy("When the owner answers a question on a notice you may answer.")
    kinds = frozenset({"question.answered"})
    order = 30

    def letters(self, event: Event) -> Iterable[Letter]:
        notice = notice_of(event)
        told = candidates(notice, on=timezone.localdate(event.at))
        yield Letter(agencies_people(told), facts_of(notice, number=event.facts["number"]))

    def message(self, event: Event, facts: Mapping) -> Message:
        return Message(
            _("A question was answered: %(notice)s") % title(facts),
            event.facts["text"],
            f"{page(facts)}#question-{facts['number']}",
            _("Read question and answer"),
        )
