"""A slot as people see it: how far it has come, in steps, figures and words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import Event
from ..notation import moment
from .models import Draw, Incident, Proof, Slot
from .registry import relations_of_draws

FINGERPRINT = 16  # hexadecimal digits, in groups of four: enough to compare by eye
SHOWN_DRAWS = 60  # on one screen


class Stage(StrEnum):
    """Where a slot stands by its record and by the time."""

    WAITING = "waiting"
    FROZEN = "frozen"
    DICE = "dice"
    CLOSING = "closing"
    STIRRING = "stirring"
    DONE = "done"
    VOID = "void"
    UNUSED = "unused"


STAGE_WORDS = {
    Stage.WAITING: gettext_lazy("Waiting for its lists"),
    Stage.FROZEN: gettext_lazy("Lists frozen"),
    Stage.DICE: gettext_lazy("Dice are falling"),
    Stage.CLOSING: gettext_lazy("The pool is being closed"),
    Stage.STIRRING: gettext_lazy("Stirring"),
    Stage.DONE: gettext_lazy("Done"),
    Stage.VOID: gettext_lazy("Void"),
    Stage.UNUSED: gettext_lazy("Not used"),
}
EVENT_WORDS = {
    "draw.frozen": gettext_lazy("List of the draw frozen"),
    "draw.moved": gettext_lazy("Draw moved to the next slot, by the published rules"),
    "draw.decided": gettext_lazy("Draw decided"),
    "draw.voided": gettext_lazy("Result of the draw declared void by the supervisor"),
}
LAMPS = {Stage.DONE: "ok", Stage.VOID: "stop", Stage.WAITING: "idle", Stage.UNUSED: "idle"}
ORDER = [Stage.WAITING, Stage.FROZEN, Stage.DICE, Stage.CLOSING, Stage.STIRRING, Stage.DONE]
BY_STATE = {
    Slot.State.PLANNED: Stage.WAITING,
    Slot.State.POOLED: Stage.CLOSING,
    Slot.State.PUBLISHED: Stage.STIRRING,
    Slot.State.DONE: Stage.DONE,
    Slot.State.VOID: Stage.VOID,
    Slot.State.UNUSED: Stage.UNUSED,
}


def fingerprint(digest: str) -> str:
    """Return the first 16 digits of a hash in groups of four, to be read aloud."""
    short = digest[:FINGERPRINT]
    return " ".join(short[at : at + 4] for at in range(0, len(short), 4))


def stage_of(slot: Slot, *, at: datetime) -> Stage:
    """Return where a slot stands at a moment."""
    if slot.state != Slot.State.OPEN:
        return BY_STATE[Slot.State(slot.state)]
    if at < slot.opens_at:
        return Stage.FROZEN
    return Stage.DICE if at < slot.closes_at else Stage.CLOSING


@dataclass(frozen=True)
class ShownSlot:
    """What the pages say of a slot; the figures are read once."""

    slot: Slot
    at: datetime

    @cached_property
    def stage(self) -> Stage:
        return stage_of(self.slot, at=self.at)

    @property
    def words(self) -> str | Promise:
        return STAGE_WORDS[self.stage]

    @property
    def lamp(self) -> str:
        return LAMPS.get(self.stage, "warn")

    @property
    def is_live(self) -> bool:
        """Return whether something moves, so that a page asks again."""
        return self.stage in (Stage.FROZEN, Stage.DICE, Stage.CLOSING, Stage.STIRRING)

    @property
    def takes_dice(self) -> bool:
        return self.stage == Stage.DICE

    @cached_property
    def dice(self) -> int:
        return self.slot.dice.count()

    @property
    def pool(self) -> str:
        """Return the pool's whole fingerprint; empty until it is published."""
        found = getattr(self.slot, "pool", None)
        return found.digest if found and self.slot.published_at else ""

    @property
    def pool_short(self) -> str:
        return fingerprint(self.pool)

    @cached_property
    def steps_done(self) -> int:
        if self.slot.output:
            return self.slot.steps
        point = self.slot.points.order_by("step").last()
        return point.step if point else 0

    @property
    def percent(self) -> int:
        return 100 * self.steps_done // self.slot.steps if self.slot.steps else 0

    @cached_property
    def draws(self) -> list[Draw]:
        found = self.slot.draws.select_related(*relations_of_draws()).defer("candidates", "freeze")
        return list(found.order_by("public_id"))

    @cached_property
    def firsts(self) -> list[tuple[Draw, list[str]]]:
        """Return each decided draw with the names that came first, in the list's own words."""
        decided = {draw.stream: draw for draw in self.draws if draw.seed}
        streams = list(decided)[:SHOWN_DRAWS]
        told = Event.objects.filter(kind="draw.decided", stream__in=streams)
        keys = [decided[stream].pk for stream in streams]
        lists = dict(Draw.objects.filter(pk__in=keys).values_list("public_id", "freeze"))
        return [
            (draw, _names(lists[draw.public_id], event.facts["winners"]))
            for event in told.order_by("stream")
            for draw in [decided[event.stream]]
        ]

    @cached_property
    def incidents(self) -> list[Incident]:
        return list(self.slot.incidents.select_related("draw"))

    @cached_property
    def proofs(self) -> list[Proof]:
        return list(self.slot.proofs.all())

    @property
    def has_results(self) -> bool:
        """Return whether a result of the slot stands, that the supervisor could declare void."""
        return any(draw.seed and not draw.is_void for draw in self.draws)

    @cached_property
    def way(self) -> list[dict]:
        """Return the steps of the slot, the present one marked."""
        slot = self.slot
        thrown = ngettext("%(count)d die", "%(count)d dice", self.dice) % {"count": self.dice}
        told = [
            (Stage.WAITING, _("Lists frozen"), moment(slot.cut_off), ""),
            (Stage.DICE, _("Everybody may throw dice"), self._window, thrown),
            (Stage.CLOSING, _("Pool closed and published"), self._pool_time, self.pool_short),
            (Stage.STIRRING, _("Stirred, step by step"), self._stirring, ""),
            (Stage.DONE, _("Result"), self._result_time, ""),
        ]
        return [
            {"title": title, "meta": meta, "text": text, "status": self._status(stage)}
            for stage, title, meta, text in told
        ]

    @property
    def _window(self) -> str:
        times = {"from": moment(self.slot.opens_at), "to": moment(self.slot.closes_at)}
        return _("%(from)s to %(to)s") % times

    @property
    def _pool_time(self) -> str:
        if self.slot.published_at:
            return moment(self.slot.published_at)
        return _("at the latest %(moment)s") % {"moment": moment(self.slot.publish_by)}

    @property
    def _stirring(self) -> str:
        if not self.slot.steps:
            return ""
        return _("%(done)s of %(all)s steps") % {"done": self.steps_done, "all": self.slot.steps}

    @property
    def _result_time(self) -> str:
        return moment(self.slot.stirred_at) if self.slot.stirred_at else ""

    def _status(self, stage: Stage) -> str:
        if self.stage in (Stage.VOID, Stage.UNUSED):
            return ""
        now, place = ORDER.index(self.stage), ORDER.index(stage)
        if self.stage == Stage.DONE or now > place:
            return "done"
        return "now" if now == place else ""


def _names(freeze: str, public_ids: list[str]) -> list[str]:
    names = {each["id"]: each["name"] for each in json.loads(freeze)["candidates"]}
    return [names[each] for each in public_ids]
