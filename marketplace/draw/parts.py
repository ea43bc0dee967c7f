"""What a command does about a draw inside its own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from ..kernel.canonical import canonical
from ..models import Event, Series
from .models import Draw
from .registry import chosen_source


def freeze(*, subject: str, candidates: Sequence[str], at: datetime) -> Draw:
    """Fix and publish the list of a draw, before any randomness for it exists.

    Candidates are public ids; they are sorted, so the order of arrival means nothing.
    """
    source = chosen_source()
    frozen = canonical(sorted(candidates))
    draw = Draw.objects.create(
        public_id=Series.next_id(f"D{timezone.localdate(at).year}"),
        subject=subject,
        source=source.key,
        candidates=frozen.decode(),
        freeze_hash=Draw.hash_of(frozen),
        frozen_at=at,
    )
    Event.append(
        draw.stream,
        "draw.frozen",
        at=at,
        subject=subject,
        source=source.key,
        candidates=sorted(candidates),
        freeze=draw.freeze_hash,
    )
    source.begin(draw.public_id, frozen, at=at)
    return draw
