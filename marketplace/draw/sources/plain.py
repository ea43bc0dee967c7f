from ... import clock
from .. import models
from .base import SeedSource


class PlainSource(SeedSource):
    """The operating system's randomness, at the pass after the list was frozen.

    Whoever runs the server must be believed: the record says so by naming the source.
    """

    key = "plain"

    def begin(self, draw_id, frozen_list, *, at):
        """Nothing to prepare: the seed is made later, from nothing that exists now."""

    def seed(self, draw_id, *, at):
        draw = models.Draw.objects.get(public_id=draw_id)
        return clock.fresh_seed() if at > draw.frozen_at else None
