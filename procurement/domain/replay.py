"""A notice told by its events alone: what every later figure may be computed from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

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
    service: Service | None = None
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """What the events tell of the candidate who stands, and of its service."""

    agency: str
    rank: int
    price_fen: int
    allowed_days: int
    due_on: str | None = None
    is_paused: bool = False
    confirmed_at: datetime | None = None
    signed_on: str | None = None
    started_at: datetime | None = None
    deliveries: int = 0
    acceptance: str = ""


STEPS = {
    "notice.submitted": Step.SUBMIT,
    "notice.returned": Step.RETURN,
    "notice.published": Step.PUBLISH,
    "notice.cancelled": Step.CANCEL,
    "notice.closed": Step.CLOSE,
    "notice.selecting": Step.SELECT,
    "notice.awarded": Step.AWARD,
    "notice.failed": Step.FAIL,
    "notice.voided": Step.VOID,
    "award.skipped": Step.SKIP,
    "award.confirmed": Step.CONFIRM,
    "contract.filed": Step.CONTRACT,
    "service.started": Step.START,
    "deliverable.submitted": Step.DELIVER,
    "deliverable.returned": Step.REWORK,
    "deliverable.accepted": Step.ACCEPT,
}


def replay(events: Iterable[Told]) -> Story:
    """Return what the events of one notice's stream, in order, say about it.

    Kinds that change no public fact (drafting, answers before the close, lamps, reminders) are
    passed over.
    """
    story = Story()
    for event in events:
        if event.kind in _TOLD:
            story = _TOLD[event.kind](story, event)
        step = STEPS.get(event.kind)
        if step is not None:
            story = replace(story, state=State(NOTICE.after(story.state, step)))
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


def _offered(story: Story, event: Told) -> Story:
    facts = event.facts
    service = Service(
        agency=facts["agency"],  # type: ignore[arg-type]
        rank=facts["rank"],  # type: ignore[arg-type]
        price_fen=facts["price_fen"],  # type: ignore[arg-type]
        allowed_days=facts["promised_days"],  # type: ignore[arg-type]
    )
    return replace(story, service=service)


def _skipped(story: Story, event: Told) -> Story:
    return replace(story, service=None, skipped=(*story.skipped, str(event.facts["agency"])))


def _in_service(
    tell: Callable[[Service, Told], dict[str, Any]],
) -> Callable[[Story, Told], Story]:
    """Return a teller for what changes the service of the candidate who stands."""

    def told(story: Story, event: Told) -> Story:
        service = story.service
        if service is None:
            raise ValueError(f"{event.kind} although nobody was offered the award")
        return replace(story, service=replace(service, **tell(service, event)))

    return told


def _extended(service: Service, event: Told) -> dict[str, Any]:
    allowed = service.allowed_days + event.facts["days"]  # type: ignore[operator]
    return {"allowed_days": allowed, "due_on": event.facts["due_on"] or service.due_on}


_TOLD = {
    "notice.published": _published,
    "notice.cancelled": _ended,
    "notice.failed": _ended,
    "notice.voided": _ended,
    "notice.closed": _closed,
    "notice.selecting": _selecting,
    "notice.awarded": _awarded,
    "award.offered": _offered,
    "award.skipped": _skipped,
    "award.confirmed": _in_service(lambda _s, event: {"confirmed_at": event.at}),
    "contract.filed": _in_service(lambda _s, event: {"signed_on": event.facts["signed_on"]}),
    "service.started": _in_service(
        lambda _s, event: {"started_at": event.at, "due_on": event.facts["due_on"]}
    ),
    "service.paused": _in_service(lambda _s, _event: {"is_paused": True}),
    "service.resumed": _in_service(
        lambda _s, event: {"is_paused": False, "due_on": event.facts["due_on"]}
    ),
    "extension.granted": _in_service(_extended),
    "deliverable.submitted": _in_service(lambda _s, event: {"deliveries": event.facts["number"]}),
    "deliverable.returned": _in_service(lambda _s, event: {"due_on": event.facts["due_on"]}),
    "deliverable.accepted": _in_service(
        lambda _s, event: {"acceptance": event.facts["acceptance"]}
    ),
}
