"""What the clock owes to draws."""

import logging

from .commands import seed_draw
from .models import Draw

logger = logging.getLogger(__name__)


def seed_pending_draws(at) -> None:
    """Ask the sources of all draws without a seed; one that fails keeps no other waiting."""
    for draw_id in list(Draw.objects.filter(seed="").values_list("public_id", flat=True)):
        try:
            seed_draw(draw_id=draw_id, at=at)
        except Exception:
            logger.exception("the seed of %s is not there", draw_id)
