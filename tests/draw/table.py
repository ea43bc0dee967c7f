"""The table at which a test throws dice: a clock in hand, and the duties of the real one."""

from __future__ import annotations

import datetime as dt
import hashlib

from marketplace.draw.commands import throw_die
from marketplace.draw.models import Draw, Slot
from marketplace.draw.parts import announce, freeze
from marketplace.draw.sources.base import Listing
from marketplace.duties import run_duties
from marketplace.models import Event
from marketplace.transaction import command
from tests.factories import NOON

SECOND = dt.timedelta(seconds=1)
CANDIDATES = ["agency-000003", "agency-000001", "agency-000002"]


class Table:
    """Lists, slots and dice, from NOON on."""

    def __init__(self, at, *, is_new: bool = True) -> None:
        self.at = at
        if is_new:
            self._begin()

    def _begin(self) -> None:
        """Open the hall, and let the log and the operator's chain begin."""
        with command():
            Event.append("hall:demo", "hall.opened", at=NOON)
        self.tick(2)

    @property
    def now(self) -> dt.datetime:
        return self.at.moment

    def tick(self, count: int = 1) -> None:
        """Let the clock pass, a second apart."""
        for _pass in range(count):
            run_duties(self.now)
            self.at(self.now + SECOND)

    def go_to(self, moment: dt.datetime) -> None:
        """Let every second pass up to the moment, without doing what is due at it."""
        while self.now < moment:
            self.tick()

    def jump_to(self, moment: dt.datetime) -> None:
        """Set the clock to the moment, with nobody there in between."""
        self.at(moment)

    def announced(self, subject: str = "notice:N2026-000001", delay_class: str = "M") -> dict:
        """Name the slot of a draw, as the publication of a notice does."""
        with command():
            return announce(subject=subject, after=self.now, at=self.now, delay_class=delay_class)

    def frozen(
        self, subject: str = "notice:N2026-000001", candidates=CANDIDATES, **listing
    ) -> Draw:
        """Freeze a list, as the beginning of a selection does."""
        with command():
            return freeze(
                subject=subject, candidates=candidates, at=self.now, listing=Listing(**listing)
            )

    def throw(self, slot: Slot, thrower: str = "supervisor", value: str = "", **more):
        """Throw a die at the table's present."""
        value = value or hashlib.sha256(f"{thrower}{slot.dice.count()}".encode()).hexdigest()
        return throw_die(
            slot_id=slot.pk, value=value, thrower=thrower, holder=thrower, at=self.now, **more
        )

    def drawn(self, draw: Draw, *throwers: str) -> Draw:
        """Take a frozen draw through its slot, with these dice, to its seed."""
        self.go_to(draw.slot.opens_at + SECOND)
        for thrower in throwers or ("supervisor",):
            self.throw(draw.slot, thrower)
        self.go_to(draw.slot.closes_at + 4 * SECOND)
        draw.refresh_from_db()
        return draw
