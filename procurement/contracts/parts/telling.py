"""What the clock has told already, so that it tells everything once."""

from __future__ import annotations

from collections.abc import Iterable

from marketplace.models import Event

from ..models import Engagement


def told(engagements: Iterable[Engagement], *kinds: str) -> dict[str, list[Event]]:
    """Return the events of these kinds, in order, by the notice's stream; one query for all."""
    streams = [each.notice.stream for each in engagements]
    found: dict[str, list[Event]] = {stream: [] for stream in streams}
    rows = Event.objects.filter(stream__in=streams, kind__in=kinds).order_by("pk")
    for event in rows:
        found[event.stream].append(event)
    return found
