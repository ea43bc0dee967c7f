"""A notice told by its events alone: what every later figure may be computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from .lifecycle import NOTICE, State, Step


class Told(Protocol):
    """What a replay needs of an event."""

    kind: str
    at: datetime
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Story:
    """The public facts of one notice, as far as its events have told them."""

    state: State = State.DRAFT
    terms: Mapping[str, object] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    draw: str | None = None
    winner: str | None = None
    price_fen: int | None = None
    ranking: tuple[str, ...] = ()
    evidence: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""
    published_at: datetime | None = None
    closed_at: datetime | None = None
    decided_at: datetime | None = None


STEPS = {
    "notice.published": Step.PUBLISH,
    "notice.cancelled": Step.CANCEL,
    "notice.closed": Step.CLOSE,
    "notice.selecting": Step.SELECT,
    "notice.awarded": Step.AWARD,
    "notice.failed": Step.FAIL,
}


def replay(events: Iterable[Told]) -> Story:
    """Return what the events of one notice's stream, in order, say about it.

    Kinds that change no public fact (drafting, answers before the close) are passed over.
    """
    story = Story()
    for event in events:
        step = STEPS.get(event.kind)
        if step is not None:
            told = _TOLD[event.kind](story, event)
            story = replace(told, state=State(NOTICE.after(story.state, step)))
    return story


def _published(story: Story, event: Told) -> Story:
    return replace(story, terms=event.facts, published_at=event.at)


def _ended(story: Story, event: Told) -> Story:
    return replace(story, reason=str(event.facts["reason"]))


def _closed(story: Story, event: Told) -> Story:
    facts = event.facts
    return replace(
        story,
        closed_at=event.at,
        candidates=tuple(facts["candidates"]),  # type: ignore[arg-type]
        excluded=tuple(each["agency"] for each in facts["excluded"]),  # type: ignore[attr-defined]
    )


def _selecting(story: Story, event: Told) -> Story:
    return replace(story, draw=event.facts["draw"])  # type: ignore[arg-type]


def _awarded(story: Story, event: Told) -> Story:
    facts = event.facts
    return replace(
        story,
        decided_at=event.at,
        winner=facts["winner"],  # type: ignore[arg-type]
        price_fen=facts["price_fen"],  # type: ignore[arg-type]
        ranking=tuple(each["agency"] for each in facts["ranking"]),  # type: ignore[attr-defined]
        evidence=facts["evidence"],  # type: ignore[arg-type]
    )


_TOLD = {
    "notice.published": _published,
    "notice.cancelled": _ended,
    "notice.failed": _ended,
    "notice.closed": _closed,
    "notice.selecting": _selecting,
    "notice.awarded": _awarded,
}
