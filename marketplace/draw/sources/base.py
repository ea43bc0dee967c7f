"""The plug: where a seed comes from. Offer a subclass through ``register_seed_sources``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import ClassVar

from ...kernel.seed import Seed


class SeedSource(ABC):
    """A source of seeds that the clock asks; no request ever waits for it.

    ``begin`` is told the list before any randomness for it exists. ``seed`` is asked again
    at every pass of the clock and answers None until the seed is there. Once given, a seed
    is stored with the draw and the source is not asked again.
    """

    key: ClassVar[str]

    @abstractmethod
    def begin(self, draw_id: str, frozen_list: bytes, *, at: datetime) -> None:
        """Take note of a frozen list (canonical JSON), inside the caller's transaction."""

    @abstractmethod
    def seed(self, draw_id: str, *, at: datetime) -> Seed | None:
        """Return the seed of a draw that was begun, or None while it is not there yet."""
