"""Who stands where: the lowest ticket is first, and the rest follow as reserves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...kernel.seed import Seed


class Ranked(NamedTuple):
    """A candidate with the best of its tickets, comparable as the rule compares."""

    score: bytes
    id: str


def ranked(seed: Seed, candidates: Iterable[tuple[str, int]]) -> list[Ranked]:
    """Return all candidates, given as id and number of tickets, best ticket first."""
    return sorted(Ranked(seed.ticket(name, tickets), name) for name, tickets in candidates)


def chosen(ranking: Sequence[str], winners: int, groups: Iterable[Iterable[str]] = ()) -> list[str]:
    """Return the winners: the first places, but only one of a group of related companies."""
    group_of = {name: number for number, group in enumerate(groups) for name in group}
    taken: set[int] = set()
    found: list[str] = []
    for name in ranking:
        if len(found) == winners:
            break
        group = group_of.get(name)
        if group is None or group not in taken:
            found.append(name)
        if group is not None:
            taken.add(group)
    return found
