"""What can be done with a service now, by whom, and in which words it is offered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ...domain.lifecycle import State
from ..models import Engagement
from .sides import Side


class Deed(StrEnum):
    """One thing that a person does with a service; its address ends in the same word."""

    CONFIRM = "confirm"
    DECLINE = "decline"
    CONTRACT = "contract"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    DECIDE = "decide"
    DELIVER = "deliver"
    ACCEPT = "accept"
    RETURN = "return"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Words:
    """How a deed is offered: its name, its button, and what it leads to."""

    title: str | Promise
    button: str | Promise
    text: str | Promise
    sides: frozenset[Side]
    is_danger: bool = False


OWNER, AGENCY = frozenset({Side.OWNER}), frozenset({Side.AGENCY})
BOTH, HALL = OWNER | AGENCY, frozenset({Side.HALL})
WORDS = {
    Deed.CONFIRM: Words(
        _("Confirm the award"),
        _("Confirm the award"),
        _("Your agency takes the work at the price and in the days of its answer."),
        AGENCY,
    ),
    Deed.DECLINE: Words(
        _("Decline the award"),
        _("Decline the award"),
        _("The place passes to the next agency in the ranking, for good."),
        AGENCY,
        is_danger=True,
    ),
    Deed.CONTRACT: Words(
        _("Hand in the signed contract"),
        _("Hand in the contract"),
        _("Its price is the award's. Both sides and the hall can read it; the public cannot."),
        OWNER,
    ),
    Deed.START: Words(
        _("Hand the papers over"),
        _("Hand over and start the clock"),
        _("With the papers the agency can begin, and its days are counted."),
        OWNER,
    ),
    Deed.PAUSE: Words(
        _("Pause the clock"),
        _("Pause the clock"),
        _("Only for one of these reasons, with evidence. Everybody can read reason and cause."),
        BOTH,
    ),
    Deed.RESUME: Words(
        _("Let the clock go on"),
        _("Let the clock go on"),
        _("The due day is fixed anew, by as many working days as the clock stood."),
        BOTH,
    ),
    Deed.EXTEND: Words(
        _("Ask for more days"),
        _("Ask for the days"),
        _("They count only once the owner has agreed."),
        AGENCY,
    ),
    Deed.DECIDE: Words(
        _("Decide on the extension"),
        _("Send the decision"),
        _("The agency asks for more working days. Without your consent the due day stays."),
        OWNER,
    ),
    Deed.DELIVER: Words(
        _("Submit the deliverable"),
        _("Submit the deliverable"),
        _("The clock stops with it. The owner accepts it or returns it with a reason."),
        AGENCY,
    ),
    Deed.ACCEPT: Words(
        _("Accept the deliverable"),
        _("Accept the deliverable"),
        _("The service is complete."),
        OWNER,
    ),
    Deed.RETURN: Words(
        _("Return the deliverable"),
        _("Return it"),
        _("The clock goes on from the day on which the agency gets it back."),
        OWNER,
    ),
    Deed.SKIP: Words(
        _("Ask that this agency be passed over"),
        _("Ask for the second signature"),
        _("Another person of the hall, or a regulator, signs; then the next agency follows."),
        HALL,
        is_danger=True,
    ),
}
IN_STATE = {
    State.AWARDED: (Deed.CONFIRM, Deed.DECLINE, Deed.SKIP),
    State.CONFIRMED: (Deed.CONTRACT, Deed.DECLINE, Deed.SKIP),
    State.CONTRACTED: (Deed.START,),
    State.IN_SERVICE: (
        Deed.DECIDE,
        Deed.RESUME,
        Deed.DELIVER,
        Deed.PAUSE,
        Deed.EXTEND,
    ),
    State.DELIVERED: (Deed.ACCEPT, Deed.RETURN),
}
ALWAYS_OPEN = frozenset({Deed.CONFIRM, Deed.CONTRACT, Deed.START, Deed.ACCEPT, Deed.DECIDE})


def possible(engagement: Engagement, sides: Collection[Side]) -> list[Deed]:
    """Return the deeds open to somebody on these sides, the main one first."""
    if engagement.fallen_at is not None:
        return []
    is_paused, is_asked = open_pause(engagement) is not None, open_question(engagement) is not None
    closed = {Deed.PAUSE, Deed.DELIVER} if is_paused else {Deed.RESUME}
    closed |= {Deed.EXTEND} if is_asked else {Deed.DECIDE}
    return [
        deed
        for deed in IN_STATE.get(State(engagement.notice.state), ())
        if deed not in closed and WORDS[deed].sides & set(sides)
    ]


def waits_for(engagement: Engagement, sides: Collection[Side]) -> Deed | None:
    """Return what the service waits for from these sides, if it waits for them."""
    found = possible(engagement, sides)
    expected = ALWAYS_OPEN | {Deed.DELIVER}
    return next((deed for deed in found if deed in expected), None)


def open_pause(engagement: Engagement):
    """Return the pause that lasts, or None."""
    return next((each for each in engagement.pauses.all() if each.resumed_at is None), None)


def open_question(engagement: Engagement):
    """Return the extension that waits for the owner, or None."""
    return next((each for each in engagement.extensions.all() if each.granted is None), None)
