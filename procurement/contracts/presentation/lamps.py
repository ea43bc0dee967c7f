"""The lamp of a service in words: shape, time used, the due day, what was saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.calendar import unpublished_warning

from ..domain.lamp import Lamp
from ..models import Engagement

KINDS = {Lamp.GREEN: "ok", Lamp.YELLOW: "warn", Lamp.RED: "stop"}
PAUSED, WAITING = "paused", "waiting"
NAMES = {
    Lamp.RED.value: gettext_lazy("Overdue"),
    Lamp.YELLOW.value: gettext_lazy("Due soon"),
    Lamp.GREEN.value: gettext_lazy("On time"),
    PAUSED: gettext_lazy("Paused"),
    WAITING: gettext_lazy("Not started"),
}


@dataclass(frozen=True, slots=True)
class ServiceLamp:
    """What ``marketplace/components/lamp.html`` shows; ``colour`` is what the board sorts by."""

    colour: str
    kind: str
    label: str | Promise
    elapsed: int
    allowed: int
    due_on: date | None
    saved: str
    notes: tuple[str, ...] = ()

    @property
    def fill(self) -> str:
        return self.kind if self.kind in ("warn", "stop") else ""


def lamp_of(engagement: Engagement, clock) -> ServiceLamp | None:
    """Return the lamp of a service whose papers were handed over, else None."""
    if engagement.started_at is None or clock is None:
        return None
    colour = _colour(engagement, clock)
    return ServiceLamp(
        colour=colour,
        kind="idle" if colour == PAUSED else KINDS[Lamp(colour)],
        label=_label(engagement, clock, colour),
        elapsed=clock.elapsed,
        allowed=clock.allowed,
        due_on=clock.due_on,
        saved=saved_words(clock.saved_days, engagement.standard_days),
        notes=tuple(notes_of(clock)),
    )


def saved_words(days: int | None, standard: int) -> str:
    """Return how the time compares with the standard, as a sentence."""
    if days is None:
        return ""
    if days == 0:
        return _("As long as the standard of %(standard)d.") % {"standard": standard}
    if days > 0:
        words = ngettext(
            "%(days)d working day saved against the standard of %(standard)d.",
            "%(days)d working days saved against the standard of %(standard)d.",
            days,
        )
    else:
        words = ngettext(
            "%(days)d working day more than the standard of %(standard)d.",
            "%(days)d working days more than the standard of %(standard)d.",
            -days,
        )
    return words % {"days": abs(days), "standard": standard}


def notes_of(clock) -> list[str]:
    """Return what a reader must know about the calendar behind the due day."""
    told = (unpublished_warning(clock.unpublished_years), str(clock.due_note or ""))
    return [each for each in told if each]


def _colour(engagement: Engagement, clock) -> str:
    is_running = engagement.delivered_at is None
    return PAUSED if clock.is_paused and is_running else Lamp(clock.lamp).value


def _label(engagement: Engagement, clock, colour: str) -> str | Promise:
    if engagement.delivered_at is not None:
        return _("Delivered late") if colour == Lamp.RED else _("Delivered in time")
    over = clock.elapsed - clock.allowed
    if colour == Lamp.RED and over > 0:
        return ngettext(
            "Overdue by %(days)d working day", "Overdue by %(days)d working days", over
        ) % {"days": over}
    return NAMES[colour]
