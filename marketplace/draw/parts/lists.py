"""How a draw begins: its time is announced, and later its list frozen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from ...kernel.canonical import canonical
from ...models import Event, Series
from ..domain.classes import MEDIUM
from ..models import Draw
from ..registry import chosen_source
from ..sources.base import Listing
from .slots import frozen_facts


def announce(
    *, subject: str, after: datetime, at: datetime, delay_class: str = MEDIUM
) -> dict[str, object]:
    """Name the time of a draw whose list is complete at ``after``; return what is published.

    Empty where the source of seeds has no public times.
    """
    return chosen_source().announce(subject, after=after, delay_class=delay_class, at=at)


def freeze(
    *, subject: str, candidates: Sequence[str], at: datetime, listing: Listing | None = None
) -> Draw:
    """Fix and publish the list of a draw, before any randomness for it exists.

    Candidates are public ids; they are sorted, so the order of arrival means nothing.

    Raises:
        Refusal: ``draw.no_chain`` where the source cannot begin yet.
    """
    source = chosen_source()
    frozen = canonical(sorted(candidates))
    draw = Draw(
        public_id=Series.next_id(f"D{timezone.localdate(at).year}"),
        subject=subject,
        source=source.key,
        candidates=frozen.decode(),
        freeze_hash=Draw.hash_of(frozen),
        frozen_at=at,
    )
    facts = source.prepare(draw, listing or Listing(), at=at)
    draw.save(force_insert=True)
    Event.append(draw.stream, "draw.frozen", at=at, **frozen_facts(draw) | facts)
    source.begin(draw.public_id, frozen, at=at)
    return draw
