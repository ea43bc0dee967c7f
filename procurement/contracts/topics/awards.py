"""From the award to the confirmation, or to the next in the ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.models import Event
from marketplace.topics import Letter, Message, spoken

from ...domain.lifecycle import State
from ...topics.about import moment, page, title
from ..models import Engagement
from ..parts import CLOCK_REASONS
from .sides import AgencySide, OwnerSide, service

ONE_DAY = timedelta(days=1)
REMINDER = "reminder"


class AwardsToConfirm(AgencySide):
    """The award that an agency must confirm in time, with a reminder the day before."""

    key = "contracts.award"
    label = gettext_lazy("Awards to confirm")
    description = gettext_lazy(
        "When your agency is chosen and must confirm in time, or was passed over."
    )
    kinds = frozenset({"award.offered", "award.skipped"})
    binding = True
    order = 90

    def times(self, event: Event) -> list[tuple[str, datetime]]:
        at_once = super().times(event)
        if event.kind != "award.offered":
            return at_once
        due = datetime.fromisoformat(event.facts["confirm_by"]) - ONE_DAY
        return [*at_once, (REMINDER, due)] if due > event.at else at_once

    def letters_for(self, event: Event, time: str) -> Iterable[Letter]:
        if event.kind == "award.offered" and not self._waits(event):
            return
        for letter in self.letters(event):
            yield Letter(letter.users, {**letter.facts, "reminder": bool(time)})

    def _waits(self, event: Event) -> bool:
        waiting = Engagement.objects.in_state(State.AWARDED)
        return waiting.filter(
            notice__public_id=event.stream.removeprefix("notice:"),
            agency__public_id=event.facts["agency"],
        ).exists()

    def message(self, event: Event, facts: Mapping) -> Message:
        if event.kind == "award.skipped":
            return Message(
                _("Your agency was passed over: %(notice)s") % title(facts),
                _why(event),
                page(facts),
                _("Read the result"),
            )
        words = _("Not confirmed yet: %(notice)s") if facts["reminder"] else _("Chosen: %(notice)s")
        return Message(
            words % title(facts),
            _("Confirm by %(moment)s. After that the next in the ranking follows.")
            % {"moment": moment(event.facts["confirm_by"])},
            service(facts),
            _("Confirm the award"),
        )


class AwardsOfMine(OwnerSide):
    """Whether the chosen agency takes the award, for the notice's owner."""

    key = "contracts.awards"
    label = gettext_lazy("Awards of your notices")
    description = gettext_lazy("When the chosen agency confirms, or the next one follows.")
    kinds = frozenset({"award.confirmed", "award.skipped"})
    order = 20

    def message(self, event: Event, facts: Mapping) -> Message:
        names = title(facts) | {"agency": spoken(facts, "agency")}
        if event.kind == "award.skipped":
            return Message(
                _("%(agency)s was passed over: %(notice)s") % names,
                _why(event),
                page(facts),
                _("Read the result"),
            )
        return Message(
            _("%(agency)s has confirmed: %(notice)s") % names,
            _("Sign the contract and hand it in by %(moment)s.")
            % {"moment": moment(event.facts["sign_by"])},
            service(facts),
            _("Hand in the contract"),
        )


def _why(event: Event) -> str:
    return str(CLOCK_REASONS.get(event.facts["cause"]) or event.facts.get("reason", ""))
