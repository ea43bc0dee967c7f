from ...kernel.seed import Seed
from ..domain import records
from ..domain.delay import from_hex
from ..models import Draw
from ..parts import slots
from .base import SeedSource


class OpenDraw(SeedSource):
    """OPENDRAW/1: dice that anybody throws in a public window, and a slow step after it.

    Nobody knows a seed before everybody can compute it; nobody can repeat or withhold it.
    """

    key = "opendraw"

    def announce(self, subject, *, after, delay_class, at):
        return slots.announce(subject, after=after, delay_class=delay_class, at=at)

    def prepare(self, draw, listing, *, at):
        return slots.place(draw, listing, at=at)

    def begin(self, draw_id, frozen_list, *, at):
        slots.note_late_list(draw_id, at=at)

    def seed(self, draw_id, *, at):
        draw = Draw.objects.select_related("slot").get(public_id=draw_id)
        if not draw.slot.output:
            return None
        freeze = bytes.fromhex(draw.freeze_hash)
        value = records.seed_of(output=from_hex(draw.slot.output), freeze=freeze)
        return Seed(value, f"opendraw:{draw.slot.public_id}")

    def told(self, draw, seed):
        result = draw.result_of(seed)
        facts = {
            "draw_id": draw.public_id,
            "slot_id": draw.slot.public_id,
            "pool": draw.slot.pool.digest,
            "seed": seed.value.hex(),
            "winners": result["winners"],
            "result": records.result_digest(result).hex(),
            "low_participation": draw.low_participation,
        }
        return "draw.decided", facts
