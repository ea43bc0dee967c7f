"""What a command does about a draw inside its own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from ..kernel.canonical import canonical
from ..kernel.seed import Seed
from ..models import Event, Series
from .models import Draw
from .registry import chosen_source, seed_sources


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


def seed_of(draw_id: str, *, at: datetime) -> Seed | None:
    """Return the seed of a draw, asking its source until there is one; None until then.

    The first answer is stored in the caller's transaction and never replaced.
    """
    draw = Draw.objects.locked(draw_id)
    if not draw.seed:
        seed = seed_sources.get(draw.source)().seed(draw_id, at=at)
        if seed is None:
            return None
        draw.seed, draw.seed_source, draw.seeded_at = seed.value.hex(), seed.source, at
        draw.save(update_fields=["seed", "seed_source", "seeded_at"])
        Event.append(draw.stream, "draw.seeded", at=at, seed=draw.seed, source=seed.source)
    return draw.value()
