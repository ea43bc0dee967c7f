"""How good an order is: normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

JUDGEMENTS = Path(__file__).with_name("judgements.toml")
DEPTH = 10
FIRST = 3
OBVIOUS = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with the items that answer it, each with its grade from 1 to 3."""

    text: str
    grades: Mapping[str, int]

    @property
    def obvious(self) -> set[str]:
        return {code for code, grade in self.grades.items() if grade == OBVIOUS}


def judged() -> list[Judged]:
    """Return every judged query."""
    known = tomllib.loads(JUDGEMENTS.read_text(encoding="utf-8"))["query"]
    return [Judged(each["text"], each["items"]) for each in known]


def gain(grades: Sequence[int]) -> float:
    """Return the discounted gain of grades in their order: (2^grade - 1) / log2(place + 1)."""
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))


def ndcg(query: Judged, codes: Sequence[str]) -> float:
    """Return how good an answer is, from 0 (nothing of use) to 1 (the best order there is)."""
    best = gain(sorted(query.grades.values(), reverse=True))
    return gain([query.grades.get(code, 0) for code in codes]) / best


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an engine is worth: the mean over all queries, and where it fails."""

    mean: float
    missed: list[str]
    worst: list[tuple[float, str, list[str]]]


def verdict(answer: Callable[[str], Sequence[str]]) -> Verdict:
    """Ask every judged query, and return how good the answers are."""
    rows = []
    missed = []
    for query in judged():
        codes = list(answer(query.text))
        rows.append((ndcg(query, codes), query.text, codes[:5]))
        if not query.obvious & set(codes[:FIRST]):
            missed.append(query.text)
    return Verdict(sum(row[0] for row in rows) / len(rows), missed, sorted(rows)[:12])
