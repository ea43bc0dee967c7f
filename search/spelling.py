"""Did you mean: the word of a dictionary that is one typing error away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

SHORTEST = 3  # below, one error makes another word
LONGEST = 40
TERMS = 20_000


class Speller:
    """A dictionary that finds a word although a letter is wrong, missing, too many or swapped.

    Every word is kept under itself and under itself without one letter, so that a question
    takes as many look-ups as the word has letters, however large the dictionary is.
    """

    def __init__(self, terms: Mapping[str, int] | Iterable[str]) -> None:
        counted = terms if isinstance(terms, Mapping) else dict.fromkeys(terms, 1)
        often = sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:TERMS]
        self.counts = {term: count for term, count in often if 1 < len(term) <= LONGEST}
        self._shortened: dict[str, list[str]] = defaultdict(list)
        for term in self.counts:
            for short in _shortened(term):
                self._shortened[short].append(term)

    def correct(self, run: str) -> str | None:
        """Return the most frequent word that is one error away; None where the word is known."""
        if run in self.counts or not SHORTEST <= len(run) <= LONGEST:
            return None
        near = set(self._shortened.get(run, ()))
        for short in _shortened(run):
            near |= {short} & self.counts.keys()
            near |= set(self._shortened.get(short, ()))
        best = sorted(
            (distance(run, term), -self.counts[term], term)
            for term in near
            if distance(run, term) <= 1
        )
        return best[0][2] if best else None


def distance(one: str, other: str) -> int:
    """Return how many single errors lie between two words; a swap of neighbours is one."""
    before: list[int] = []
    line = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        earlier, before, line = before, line, [row]
        for column, right in enumerate(other, 1):
            cost = min(
                before[column] + 1, line[column - 1] + 1, before[column - 1] + (left != right)
            )
            swapped = row > 1 and column > 1 and left == other[column - 2] and right == one[row - 2]
            line.append(min(cost, earlier[column - 2] + 1) if swapped else cost)
    return line[-1]


def _shortened(term: str) -> set[str]:
    return {term[:place] + term[place + 1 :] for place in range(len(term))}


def nearest_part(wanted: str, text: str) -> tuple[int, str] | None:
    """Return how many errors lie between a word and the part of a text most like it, and the part.

    A part begins and ends anywhere; among equals it is the one as long as the word.
    """
    rows = [(0, place) for place in range(len(text) + 1)]
    for number, char in enumerate(wanted, 1):
        line = [(number, 0)]
        for place, other in enumerate(text, 1):
            line.append(
                min(
                    (rows[place - 1][0] + (char != other), rows[place - 1][1]),
                    (rows[place][0] + 1, rows[place][1]),
                    (line[place - 1][0] + 1, line[place - 1][1]),
                    key=lambda each: each[0],
                )
            )
        rows = line
    found = [
        (errors, abs(end - start - len(wanted)), start, end)
        for end, (errors, start) in enumerate(rows)
        if end > start
    ]
    if not found:
        return None
    errors, _length, start, end = min(found)
    return errors, text[start:end]
