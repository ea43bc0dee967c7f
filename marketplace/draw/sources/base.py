"""The plug: where a seed comes from. Offer a subclass through ``register_seed_sources``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from ...kernel.seed import Seed
from ..domain.records import Rules

if TYPE_CHECKING:
    from ..models import Draw


@dataclass(frozen=True)
class Listing:
    """What a list says beside the ids: names, tickets (1 each), rules, and the notice's leaf."""

    names: Mapping[str, str] = field(default_factory=dict)
    tickets: Mapping[str, int] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)
    notice: str | None = None


class SeedSource(ABC):
    """A source of seeds that the clock asks; no request ever waits for it.

    ``begin`` is told the list before any randomness for it exists. ``seed`` is asked again
    at every pass of the clock and answers None until the seed is there. Once given, a seed
    is stored with the draw and the source is not asked again.
    """

    key: ClassVar[str]

    def announce(self, subject: str, *, after: datetime, delay_class: str, at: datetime) -> dict:
        """Return what is published about a draw long before its list: nothing, as a rule."""
        return {}

    def prepare(self, draw: Draw, listing: Listing, *, at: datetime) -> dict:
        """Fill in what the source keeps with a draw before it is saved; return facts of it."""
        return {}

    @abstractmethod
    def begin(self, draw_id: str, frozen_list: bytes, *, at: datetime) -> None:
        """Take note of a frozen list (canonical JSON), inside the caller's transaction."""

    @abstractmethod
    def seed(self, draw_id: str, *, at: datetime) -> Seed | None:
        """Return the seed of a draw that was begun, or None while it is not there yet."""

    def told(self, draw: Draw, seed: Seed) -> tuple[str, dict]:
        """Return kind and facts of the event that publishes the seed."""
        return "draw.seeded", {"seed": seed.value.hex(), "source": seed.source}
