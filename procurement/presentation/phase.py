"""Where a notice stands, as a reader sees it: the record's state and the time."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.states import lamp_of

from ..domain.lifecycle import DECIDED, State
from ..models import Notice
from ..models.states import STATE_LABELS


class Phase(StrEnum):
    """The four shelves of the list of notices."""

    OPEN = "open"
    SELECTING = "selecting"
    DECIDED = "decided"
    FAILED = "failed"


PHASE_LABELS = {
    Phase.OPEN: _("Open for answers"),
    Phase.SELECTING: _("Being selected"),
    Phase.DECIDED: _("Decided"),
    Phase.FAILED: _("Ended without an award"),
}
ENDED = (State.FAILED, State.CANCELLED, State.VOID)
BETWEEN = (State.CLOSED, State.SELECTING)


def phase_choices() -> list[tuple[str, object]]:
    """Return the shelves with their names, in the order of a notice's life."""
    return [(phase.value, label) for phase, label in PHASE_LABELS.items()]


def in_phase(phase: str, *, at) -> Q:
    """Return which published notices stand on that shelf.

    A notice whose time is over counts as being selected, although the clock closes it
    some seconds later.
    """
    shelves = {
        Phase.OPEN: Q(state=State.OPEN.value, closes_at__gt=at),
        Phase.SELECTING: Q(state__in=_values(BETWEEN))
        | Q(state=State.OPEN.value, closes_at__lte=at),
        Phase.DECIDED: Q(state__in=_values(DECIDED)),
        Phase.FAILED: Q(state__in=_values(ENDED)),
    }
    return shelves[Phase(phase)]


def phase_of(notice: Notice, *, at) -> Phase:
    """Return the shelf on which a published notice stands."""
    state = State(notice.state)
    if state in DECIDED:
        return Phase.DECIDED
    if state in ENDED:
        return Phase.FAILED
    return Phase.OPEN if notice.is_open(at) else Phase.SELECTING


def state_words(notice: Notice, *, at) -> tuple[str, object]:
    """Return the lamp and the word for the state; past its deadline a notice is closed."""
    state = State(notice.state)
    if state == State.OPEN and not notice.is_open(at):
        state = State.CLOSED
    return lamp_of(state.value), STATE_LABELS[state]


def _values(states) -> list[str]:
    return sorted(state.value for state in states)
