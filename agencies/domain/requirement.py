"""What an agency must hold, without a word about databases."""

from __future__ import annotations

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
