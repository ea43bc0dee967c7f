"""What a selection mode is given and what it must give back. Plain, frozen, complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from marketplace.kernel.money import Money
from marketplace.kernel.seed import Seed


@dataclass(frozen=True, slots=True)
class Terms:
    """What a notice promises. Pinned at publication; nothing here changes after.

    ``params`` is what the mode itself asked for and checked.
    """

    ceiling: Money
    closes_at: datetime
    floor: Money | None = None
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One agency's answer to a notice; ``candidate`` is the agency's public id."""

    candidate: str
    price: Money | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """All valid answers to one notice, and the seed where the mode needs one."""

    terms: Terms
    entries: tuple[Entry, ...]
    seed: Seed | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Every candidate in order, with what a stranger needs to redo it.

    ``evidence`` is canonical JSON: no floats, and lists of objects instead of maps by id.
    """

    ranking: tuple[str, ...]
    evidence: Mapping[str, object] = field(default_factory=dict)
