from ...kernel.seed import Seed
from ...models import Event
from ...transaction import command
from ..models import Draw
from ..registry import seed_sources


def seed_draw(*, draw_id: str, at) -> Seed | None:
    """Ask a draw's source for its seed, and keep it; None while it is not there yet.

    The first answer is kept in a transaction of its own, before anything is decided with
    it, so that no crash and no retry can bring another.
    """
    with command():
        draw = Draw.objects.locked(draw_id)
        if draw.seed:
            return draw.value()
        source = seed_sources.get(draw.source)()
        seed = source.seed(draw_id, at=at)
        if seed is None:
            return None
        draw.seed, draw.seed_source, draw.seeded_at = seed.value.hex(), seed.source, at
        draw.save(update_fields=["seed", "seed_source", "seeded_at"])
        kind, facts = source.told(draw, seed)
        Event.append(draw.stream, kind, at=at, **facts)
    return seed
