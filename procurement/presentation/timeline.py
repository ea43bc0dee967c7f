"""The way of a notice: the steps that lie behind and before it, and the record so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks

from marketplace.models import Event
from marketplace.notation import moment

from ..domain.lifecycle import DECIDED, State
from ..models import Notice
from .export import fingerprint
from .mode_words import ModeWords
from .phase import Phase, phase_of
from .rows import Days

KIND_WORDS = {
    "notice.published": gettext_lazy("Notice published; its terms are fixed"),
    "notice.cancelled": gettext_lazy("Notice cancelled"),
    "notice.extended": gettext_lazy("Close postponed"),
    "question.asked": gettext_lazy("Question asked"),
    "question.answered": gettext_lazy("Question answered"),
    "notice.closed": gettext_lazy("Closed; the candidates are published"),
    "notice.selecting": gettext_lazy("Selection begun"),
    "notice.awarded": gettext_lazy("Agency selected"),
    "notice.failed": gettext_lazy("Ended without an award"),
    "notice.voided": gettext_lazy("The notice ended: its draw is void"),
    "draw.frozen": gettext_lazy("List of the draw frozen"),
    "draw.seeded": gettext_lazy("Seed of the draw entered"),
}
OVER = frozenset({State.ACCEPTED, State.RATED})
UNDER_CONTRACT = DECIDED - OVER - {State.AWARDED}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record: when, what, and the fingerprint of the event."""

    at: datetime
    words: object
    fingerprint: str | None


def history(events: Sequence[Event], *, is_complete: bool) -> list[Entry]:
    """Return what has happened since publication, to the second."""
    words = event_words()
    return [
        Entry(
            event.at,
            words.get(event.kind, event.kind),
            fingerprint(event, is_complete=is_complete),
        )
        for event in sorted(events, key=lambda event: (event.at, event.pk))
    ]


def event_words() -> dict[str, object]:
    """Return what the kinds of event are called, those of higher apps too.

    The hook ``register_event_words`` is a function without arguments that returns a dict.
    """
    more = [offer() for offer in hooks.get_hooks("register_event_words")]
    return KIND_WORDS | {kind: words for each in more for kind, words in each.items()}


def steps(notice: Notice, mode: ModeWords, days: Days, told: dict, *, at: datetime) -> list[dict]:
    """Return the steps of the notice, the present one marked; ``told`` has its events by kind."""
    phase = phase_of(notice, at=at)
    published = _step(_("Notice published"), "done", moment(notice.published_at))
    if "notice.cancelled" in told:
        return [published, _step(_("Cancelled"), "now", moment(told["notice.cancelled"].at))]
    answers = _answers(notice, mode, is_open=phase == Phase.OPEN)
    if "notice.voided" in told:
        ended = _step(_("Void"), "now", moment(told["notice.voided"].at))
        return [published, answers, _closing(notice, phase), ended]
    if "notice.failed" in told:
        failed = _step(_("Ended without an award"), "now", moment(told["notice.failed"].at))
        return [published, answers, _closing(notice, phase), failed]
    return [
        published,
        answers,
        _closing(notice, phase),
        *_choice(mode, phase),
        _result(told, phase),
        _delivery(notice, days),
    ]


def _step(title: str, status: str, meta: str = "", text: str = "") -> dict:
    return {"title": title, "status": status, "meta": meta, "text": text}


def _answers(notice: Notice, mode: ModeWords, *, is_open: bool) -> dict:
    until = _("Until %(close)s") % {"close": moment(notice.closes_at)}
    status = "now" if is_open else "done"
    if not mode.is_competitive:
        text = _("The agency invited accepts, or the notice fails.")
        return _step(_("Acceptance"), status, until, text)
    if mode.asks_price:
        text = _("One quote an agency, hidden from everybody; it can be withdrawn until the close.")
        return _step(_("Quotes"), status, until, text)
    text = _("An answer accepts price and days; it can be withdrawn until the close.")
    return _step(_("Answers"), status, until, text)


def _closing(notice: Notice, phase: Phase) -> dict:
    text = _("Who qualifies is checked again, and the candidates are published.")
    if notice.closed_at:
        return _step(_("Close"), "done", moment(notice.closed_at), text)
    return _step(_("Close"), "now" if phase == Phase.SELECTING else "", "", text)


def _choice(mode: ModeWords, phase: Phase) -> list[dict]:
    status = {Phase.DECIDED: "done", Phase.SELECTING: "now"}.get(phase, "")
    if not mode.is_competitive:
        return []
    if mode.asks_price:
        text = _("All quotes are opened at once, and the rule of the mode decides.")
        return [_step(_("Quotes opened"), status, "", text)]
    if mode.needs_seed:
        text = _("The list is frozen first, then the seed is made, then all places are drawn.")
        return [_step(_("Draw"), status, "", text)]
    return [_step(_("Selection"), status)]


def _result(told: dict, phase: Phase) -> dict:
    status = "done" if phase == Phase.DECIDED else ""
    meta = moment(told["notice.awarded"].at) if "notice.awarded" in told else ""
    return _step(_("Result"), status, meta, _("The whole ranking is published on this page."))


def _delivery(notice: Notice, days: Days) -> dict:
    state = State(notice.state)
    status = "done" if state in OVER else "now" if state in UNDER_CONTRACT else ""
    text = ngettext(
        "The agency confirms, the contract is signed; then at most %(days)d working day.",
        "The agency confirms, the contract is signed; then at most %(days)d working days.",
        days.required,
    ) % {"days": days.required}
    return _step(_("Contract and delivery"), status, "", text)
