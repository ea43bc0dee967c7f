"""A notice from its close to its award, told second by second, and how it came out.

Everything outside the database that decides a result is fixed (the time, the dice, the chain),
so that a story that was cut off and told on must come out as one that was told in one go.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import os
from collections import Counter
from pathlib import Path

from django.core.management import call_command

from marketplace import clock
from marketplace.draw.bundle import bundle_of
from marketplace.draw.commands import throw_die
from marketplace.draw.models import Draw, Incident, Slot
from marketplace.duties import run_duties
from marketplace.log.parts import issue_receipt, log_public_key
from marketplace.log.verification import verify_log
from marketplace.models import Event
from marketplace.transaction import command
from procurement import commands
from procurement.models import Award, Notice
from tests.draw.verifying import script
from tests.factories import NOON, UserFactory
from tests.factories.procurement import NoticeFactory, qualified_agency

SECOND = dt.timedelta(seconds=1)
LONGEST = 150  # seconds of a story, with the moves of A.9
AFTER = 8  # seconds until the last checkpoint holds all of it


class Story:
    """The story in a folder: its present, and what was acknowledged to whoever threw a die."""

    def __init__(self, folder: Path) -> None:
        self._now, self._acknowledged = folder / "now", folder / "acknowledged"
        counter = itertools.count(os.getpid() << 20)
        self._chance = lambda size: hashlib.shake_256(f"{next(counter)}".encode()).digest(size)
        self.at = NOON

    def begin(self) -> None:
        """Make the tables and a published notice with three answers, up to its close."""
        call_command("migrate", verbosity=0)
        with clock.using(now=lambda: self.at, randomness=self._chance):
            with command():
                Event.append("hall:chaos", "hall.opened", at=NOON)
            self._pass(2)
            user = UserFactory()
            draft = NoticeFactory(project__fiscal_bp=10_000)
            notice = commands.publish_notice(notice_id=draft.pk, by=user, at=self.at)
            for _each in range(3):
                commands.place_response(
                    notice_id=notice.pk,
                    agency_id=qualified_agency(notice).pk,
                    promised={line.pk: line.required_days for line in notice.lines.all()},
                    by=user,
                    at=self.at,
                )
            self._keep(notice.closes_at)

    def tell(self, *, later: int = 0) -> None:
        """Go on where the story stands, so many seconds later, to the award and past it."""
        self._keep(dt.datetime.fromisoformat(self._now.read_text()) + later * SECOND)
        left = AFTER
        with clock.using(now=lambda: self.at, randomness=self._chance):
            for _second in range(LONGEST):
                self._pass()
                self._throw()
                left -= Award.objects.exists()
                if not left:
                    return

    def _pass(self, count: int = 1) -> None:
        for _each in range(count):
            run_duties(self.at)
            self._keep(self.at + SECOND)

    def _keep(self, at: dt.datetime) -> None:
        self.at = at
        draft = self._now.with_suffix(".new")
        draft.write_text(at.isoformat())
        draft.replace(self._now)

    def _throw(self) -> None:
        for slot in Slot.objects.filter(state=Slot.State.OPEN, begun_at__isnull=False):
            mine = slot.dice.filter(thrower="supervisor").first()
            if mine is None and slot.takes_dice(self.at):
                value = hashlib.sha256(slot.public_id.encode()).hexdigest()
                told = {"slot_id": slot.pk, "value": value, "thrower": "supervisor"}
                mine = throw_die(**told, holder="supervisor", at=self.at)
                self._acknowledge(slot, mine)

    def _acknowledge(self, slot: Slot, die) -> None:
        leaf = hashlib.sha256(str(die.as_record()).encode()).hexdigest()
        issue_receipt(
            kind="die",
            subject=slot.public_id,
            leaf=leaf,
            seq=die.seq,
            arrival=die.at,
            at=die.at,
            key=f"die:{slot.public_id}:{die.seq}",
        )
        with self._acknowledged.open("a") as file:
            file.write(f"{slot.public_id} {die.seq} {die.value}\n")
            file.flush()
            os.fsync(file.fileno())

    def standing(self) -> dict:
        """Return what is decided: each is empty until it is, and must never change then."""
        draw = Draw.objects.select_related("slot__pool").first()
        pool = getattr(draw.slot, "pool", None) if draw else None
        return {
            "freeze": draw.freeze_hash if draw else "",
            "pool": pool.digest if pool else "",
            "published": bool(draw and draw.slot.published_at),
            "seed": draw.seed if draw else "",
            "ranking": list(Award.objects.values_list("ranking", flat=True)),
        }

    def outcome(self) -> dict:
        """Return how the story came out: what stands, and what must hold."""
        notice, draw = Notice.objects.get(), Draw.objects.select_related("slot").get()
        bundle = bundle_of(draw)
        return self.standing() | {
            "state": notice.state,
            "awards": Award.objects.count(),
            "engagements": notice.engagements.count(),
            "moves": draw.moves,
            "incidents": sorted(set(Incident.objects.values_list("kind", flat=True))),
            "twice": self._twice(notice, draw),
            "failing": _failing(bundle) if bundle else ["no bundle"],
            "lost": self._lost(),
            "whole": verify_log() == Event.objects.count(),
        }

    def _twice(self, notice: Notice, draw: Draw) -> list[str]:
        once = {"notice.closed", "notice.selecting", "notice.awarded", "award.offered"}
        once |= {"draw.decided", "slot.opened", "slot.pooled", "slot.stirred"}
        told = Event.objects.filter(stream__in=[notice.stream, draw.stream, draw.slot.stream])
        counts = Counter(told.values_list("kind", flat=True))
        return sorted(kind for kind in once if counts[kind] != 1)

    def _lost(self) -> list[str]:
        """Return the dice that were acknowledged and are not there."""
        if not self._acknowledged.exists():
            return []
        lines = self._acknowledged.read_text().splitlines()
        there = {
            f"{slot.public_id} {die.seq} {die.value}"
            for slot in Slot.objects.all()
            for die in slot.dice.all()
        }
        return sorted(set(lines) - there)


def _failing(bundle: dict) -> list[str]:
    verifier, bundle = script(), json.loads(json.dumps(bundle))
    checks = [
        *verifier.guarded("draw", verifier.checks_of_draw, bundle),
        *verifier.guarded("log", verifier.checks_of_log, bundle, log_public_key(), []),
    ]
    return [name for name, check in checks if verifier.outcome(check)[0] == "FAIL"]
