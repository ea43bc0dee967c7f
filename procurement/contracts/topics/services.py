"""The course of a service, for each of its sides and for the regulators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.models import Event
from marketplace.permissions import REGULATOR, has_duty
from marketplace.topics import STAFF, Letter, Message, Topic, spoken

from ...topics.about import moment, title
from .sides import AgencySide, OwnerSide, about, day, service


class ServicesOfAgency(AgencySide):
    """What the owner did in a service, for its agency."""

    key = "contracts.service_agency"
    label = gettext_lazy("Your services")
    description = gettext_lazy(
        "When the contract is in, the clock runs, stops or is extended, and what becomes of your "
        "deliverables."
    )
    kinds = frozenset(
        {
            "contract.filed",
            "service.started",
            "service.paused",
            "service.resumed",
            "extension.granted",
            "extension.refused",
            "deliverable.returned",
            "deliverable.accepted",
        }
    )
    order = 100

    def message(self, event: Event, facts: Mapping) -> Message:
        words = {
            "contract.filed": _("The contract is handed in: %(notice)s"),
            "service.started": _("The clock runs: %(notice)s"),
            "service.paused": _("Paused: %(notice)s"),
            "service.resumed": _("Goes on: %(notice)s"),
            "extension.granted": _("Extension granted: %(notice)s"),
            "extension.refused": _("Extension refused: %(notice)s"),
            "deliverable.returned": _("Deliverable returned: %(notice)s"),
            "deliverable.accepted": _("Accepted: %(notice)s"),
        }[event.kind]
        due = event.facts.get("due_on")
        text = _("Due on %(day)s.") % {"day": day(due)} if due else ""
        return Message(words % title(facts), text, service(facts), _("Open the service"))


class ServicesOfOwner(OwnerSide):
    """What the agency did in a service, for its owner."""

    key = "contracts.service_owner"
    label = gettext_lazy("Services for you")
    description = gettext_lazy("When the agency asks for an extension, pauses or goes on.")
    kinds = frozenset(
        {"extension.asked", "service.paused", "service.resumed", "deliverable.accepted"}
    )
    order = 40

    def message(self, event: Event, facts: Mapping) -> Message:
        text, action = "", _("Open the service")
        if event.kind == "extension.asked":
            days = event.facts["days"]
            text = ngettext(
                "%(agency)s asks for %(days)d more working day.",
                "%(agency)s asks for %(days)d more working days.",
                days,
            ) % {"agency": spoken(facts, "agency"), "days": days}
            action = _("Decide on it")
        elif event.facts.get("acceptance") == "silence":
            text = _("It counts as accepted, because nobody answered in time.")
        words = {
            "extension.asked": _("Extension asked for: %(notice)s"),
            "service.paused": _("Paused: %(notice)s"),
            "service.resumed": _("Goes on: %(notice)s"),
            "deliverable.accepted": _("Accepted: %(notice)s"),
        }[event.kind]
        return Message(words % title(facts), text, service(facts), action)


class OwnerDeadlines(OwnerSide):
    """What an owner must do in time: hand in the contract, answer a deliverable."""

    key = "contracts.deadlines"
    label = gettext_lazy("What you must answer in time")
    description = gettext_lazy("When a deliverable waits for you, and when a time has passed.")
    kinds = frozenset({"deliverable.submitted", "deliverable.reminded", "contract.reminded"})
    binding = True
    order = 30

    def message(self, event: Event, facts: Mapping) -> Message:
        if event.kind == "contract.reminded":
            return Message(
                _("The contract is not handed in: %(notice)s") % title(facts),
                _("Without it the award lapses at %(moment)s.")
                % {"moment": moment(event.facts["lapses_at"])},
                service(facts),
                _("Hand in the contract"),
            )
        if event.kind == "deliverable.submitted":
            words = _("Delivered: %(notice)s")
            text = _("Accept it or return it by %(moment)s.") % {
                "moment": moment(event.facts["check_by"])
            }
        else:
            words = _("A deliverable waits for your answer: %(notice)s")
            text = _("Without an answer it counts as accepted at %(moment)s.") % {
                "moment": moment(event.facts["deemed_at"])
            }
        return Message(words % title(facts), text, service(facts), _("Accept or return"))


def _lamp_message(event: Event, facts: Mapping) -> Message:
    red = event.facts["lamp"] == "red"
    words = _("Red lamp: %(notice)s") if red else _("Yellow lamp: %(notice)s")
    if event.facts["lamp"] not in {"red", "yellow"}:
        words = _("Green lamp: %(notice)s")
    text = _("%(elapsed)d of %(allowed)d working days have passed; due on %(day)s.") % {
        "elapsed": event.facts["elapsed"],
        "allowed": event.facts["allowed"],
        "day": day(event.facts["due_on"]),
    }
    return Message(words % title(facts), text, service(facts), _("Open the service"))


class LampsOfAgency(AgencySide):
    """The colours of a service's lamp, for its agency."""

    key = "contracts.lamps_agency"
    label = gettext_lazy("Lamps of your services")
    description = gettext_lazy("When the lamp of a service turns yellow or red.")
    kinds = frozenset({"service.lamp"})
    order = 110

    def message(self, event: Event, facts: Mapping) -> Message:
        return _lamp_message(event, facts)


class LampsOfOwner(OwnerSide):
    """The colours of a service's lamp, for its owner."""

    key = "contracts.lamps_owner"
    label = gettext_lazy("Lamps of services for you")
    description = gettext_lazy("When the lamp of a service turns yellow or red.")
    kinds = frozenset({"service.lamp"})
    order = 50

    def message(self, event: Event, facts: Mapping) -> Message:
        return _lamp_message(event, facts)


class Escalations(Topic):
    """What the regulators are told of services."""

    key = "contracts.escalations"
    label = gettext_lazy("Overdue and disputed services")
    description = gettext_lazy("When a lamp turns red, or a deliverable was returned twice.")
    audience = STAFF
    kinds = frozenset({"service.escalated", "service.disputed"})
    binding = True
    order = 50

    def concerns(self, user) -> bool:
        return has_duty(user, REGULATOR)

    def letters(self, event: Event) -> Iterable[Letter]:
        _notice, facts = about(event)
        regulators = get_user_model()._default_manager.filter(groups__name=REGULATOR)
        yield Letter(regulators, facts)

    def message(self, event: Event, facts: Mapping) -> Message:
        names = title(facts) | {"agency": spoken(facts, "agency")}
        if event.kind == "service.disputed":
            words, text = _("Disputed: %(notice)s"), _("%(agency)s was returned its work twice.")
        else:
            words, text = _("Overdue: %(notice)s"), _("The lamp of %(agency)s is red.")
        return Message(words % names, text % names, service(facts), _("Open the service"))
