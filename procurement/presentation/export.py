"""The public record of a notice as data: everything from which a stranger can redo it."""

from __future__ import annotations

from datetime import datetime

from marketplace.models import Event

from ..models import Notice

ANSWERS = "response."


def public_events(notice: Notice) -> list[Event]:
    """Return what happened since publication, without the answers and whatever counts them."""
    events = Event.objects.of(notice.stream).exclude(kind__startswith=ANSWERS)
    published = [event.number for event in events if event.kind == "notice.published"]
    return [event for event in events if published and event.number >= published[0]]


def draw_events(notice: Notice) -> list[Event]:
    """Return the events of the notice's draw; none before its list is frozen."""
    return list(Event.objects.of(notice.draw.stream)) if notice.draw else []


def public_record(notice: Notice, *, at: datetime) -> dict:
    """Return the notice's events, ready for canonical JSON.

    Until the notice has closed, answers are left out, and so is what would tell how many
    there are: the numbers of the events, and the hashes of those that follow an answer.
    """
    is_complete = notice.closed_at is not None
    events = list(Event.objects.of(notice.stream)) if is_complete else public_events(notice)
    return {
        "v": 1,
        "notice": notice.public_id,
        "made_at": at,
        "is_complete": is_complete,
        "events": [_event(event, is_complete=is_complete) for event in events],
        "draw_events": [_event(event, is_complete=True) for event in draw_events(notice)],
    }


def fingerprint(event: Event, *, is_complete: bool) -> str | None:
    """Return the event's leaf hash, or None where it would give away a count of answers."""
    return event.leaf_hash() if is_complete or event.kind == "notice.published" else None


def _event(event: Event, *, is_complete: bool) -> dict:
    place = {"number": event.number} if is_complete else {}
    return place | {
        "v": 1,
        "stream": event.stream,
        "kind": event.kind,
        "at": event.at,
        "public": event.facts,
        "private": event.commitment,
        "leaf_hash": fingerprint(event, is_complete=is_complete),
    }
