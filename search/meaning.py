"""What somebody means by a text: its runs, and for each what may stand in its place.

Synonyms are put in before any engine is asked, inside a longer word too: 环评报告 also finds
环境影响评价报告, which no engine's own synonyms do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .text import is_chinese, norm, runs, runs_asked, sound_asked

Alternative = tuple[str, ...]  # runs that must all occur
Clause = tuple[Alternative, ...]  # one of them must hold
NOTHING: tuple[Clause, ...] = ((),)  # a clause that nothing can meet: ``%`` is no word
MOST_ALTERNATIVES = 8
LONGEST_TERM = 6  # runs


@dataclass(frozen=True)
class Synonyms:
    """Groups of terms that mean the same, found by any of them."""

    groups: Sequence[tuple[tuple[str, ...], ...]]  # the terms of each group, as runs

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Synonyms:
        """Return groups of terms as they were written."""
        read = (tuple(dict.fromkeys(filter(None, map(_term, group)))) for group in groups)
        return cls(tuple(group for group in read if len(group) > 1))

    def of_runs(self, term: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Yield what else means exactly that."""
        for group in self.groups:
            if term in group:
                yield from (other for other in group if other != term)

    def inside(self, run: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each Chinese term inside a run, with another that means the same."""
        for group in self.groups:
            for term in group:
                if len(term) == 1 and is_chinese(term[0]) and term[0] in run:
                    longer = (other for other in group if other != term)
                    yield from ((term[0], other) for other in longer)


NO_SYNONYMS = Synonyms(())


def meaning(text: str, synonyms: Synonyms = NO_SYNONYMS) -> tuple[Clause, ...]:
    """Return the clauses that must all hold of what is found; none for an empty text.

    Signs alone are looked for in vain: they ask for one clause without any alternative.
    """
    asked, clauses = runs_asked(text), []
    if not asked and norm(text).strip():
        return NOTHING
    while asked:
        taken = _longest_term(asked, synonyms)
        clauses.append(_clause(asked[:taken], synonyms))
        asked = asked[taken:]
    return tuple(clauses)


def runs_meant(clauses: Iterable[Clause]) -> list[str]:
    """Return every run of every alternative, the longest first: what a reader may see marked."""
    found = {run for clause in clauses for alternative in clause for run in alternative}
    return sorted(found, key=lambda run: (-len(run), run))


def _term(text: str) -> tuple[str, ...]:
    return tuple(runs(text)[:LONGEST_TERM])


def _longest_term(asked: list[str], synonyms: Synonyms) -> int:
    """Return how many runs from the first on are a term together; a run alone is one."""
    for count in range(min(len(asked), LONGEST_TERM), 1, -1):
        if next(synonyms.of_runs(tuple(asked[:count])), None):
            return count
    return 1


def _clause(term: list[str], synonyms: Synonyms) -> Clause:
    found: dict[Alternative, None] = {tuple(term): None}
    found |= dict.fromkeys(synonyms.of_runs(tuple(term)))
    if len(term) == 1:
        run = term[0]
        if is_chinese(run):
            found |= dict.fromkeys(_replaced(run, *each) for each in synonyms.inside(run))
        elif sound := sound_asked(run):
            found[(sound,)] = None
    return tuple(_least(found))[:MOST_ALTERNATIVES]


def _replaced(run: str, term: str, other: tuple[str, ...]) -> Alternative:
    """Return the run with another term in the place of one: one run where both are Chinese."""
    before, _term, after = run.partition(term)
    if len(other) == 1 and is_chinese(other[0]):
        return (before + other[0] + after,)
    return tuple(dict.fromkeys(filter(None, (before, *other, after))))


def _least(alternatives: Iterable[Alternative]) -> Iterator[Alternative]:
    """Yield the alternatives without those that another one includes already."""
    kept: list[Alternative] = []
    for each in alternatives:
        if not any(all(_has(each, run) for run in other) for other in kept):
            kept.append(each)
    return iter(kept)


def _has(alternative: Alternative, run: str) -> bool:
    """Return whether what holds the alternative surely holds the run too."""
    return any(run in each if is_chinese(run) else run == each for each in alternative)
