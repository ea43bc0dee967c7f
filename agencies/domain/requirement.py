"""What an agency must hold, without a word about databases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alternative:
    """One credential type by its code, at this rank of grade or a better (smaller) one."""

    type: str
    max_rank: int


@dataclass(frozen=True, slots=True)
class Requirement:
    """Alternatives of which any one is enough. Several requirements must all be met."""

    alternatives: tuple[Alternative, ...]

    def is_met_by(self, held: Iterable[tuple[str, int]]) -> bool:
        """Return whether one of the held (type, rank) pairs satisfies an alternative."""
        holdings = list(held)
        return any(
            code == wanted.type and rank <= wanted.max_rank
            for wanted in self.alternatives
            for code, rank in holdings
        )
