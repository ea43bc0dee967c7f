"""What a selection mode must keep, as tests that the author of a plug-in inherits.

Subclass in your own test module, name the mode, and pytest does the rest::

    class TestMedianPrice(ModeContract):
        mode = MedianPrice
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import ClassVar

from marketplace.kernel.canonical import canonical
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.kernel.seed import Seed

from .domain.ballot import Ballot, Decision, Entry, Terms
from .modes.base import SelectionMode

CEILING = Money(10_000_000)
WORLDS = 40
LARGEST = 12


class ModeContract:
    """A mode is pure and complete: see each test for one promise.

    ``params`` are mode parameters that the mode accepts; ``candidates`` limits how many
    may answer (1 for a mode by invitation, whose one candidate ``params`` may name).
    """

    mode: ClassVar[type[SelectionMode]]
    params: ClassVar[Mapping[str, object]] = {}
    candidates: ClassVar[int] = LARGEST

    def test_it_has_a_key_a_label_and_a_version(self):
        assert self.mode.key
        assert self.mode.key.isidentifier()
        assert str(self.mode.label)
        assert self.mode.version >= 1

    def test_it_accepts_its_own_parameters(self):
        self.mode().check_terms(self._terms())

    def test_it_refuses_an_entry_above_the_ceiling_if_it_asks_for_a_price(self):
        entry = Entry("agency-000001", Money(CEILING.minor + 1))
        refused = False
        try:
            self.mode().check_entry(self._terms(), entry)
        except Refusal:
            refused = True
        assert refused or not self.mode.asks_price

    def test_the_same_ballot_brings_the_same_decision(self):
        for ballot in self._ballots():
            assert self.mode().decide(ballot) == self.mode().decide(ballot)

    def test_the_order_of_entries_means_nothing(self):
        for number, ballot in enumerate(self._ballots()):
            entries = list(ballot.entries)
            random.Random(number).shuffle(entries)  # noqa: S311 -- shuffles a test's input
            other = Ballot(ballot.terms, tuple(entries), ballot.seed)
            assert self.mode().decide(other) == self.mode().decide(ballot)

    def test_every_candidate_is_ranked_once(self):
        for ballot in self._ballots():
            ranking = self.mode().decide(ballot).ranking
            assert sorted(ranking) == sorted(entry.candidate for entry in ballot.entries)

    def test_the_evidence_is_canonical_json(self):
        for ballot in self._ballots():
            decision: Decision = self.mode().decide(ballot)
            assert canonical(dict(decision.evidence))

    def _terms(self) -> Terms:
        return Terms(
            ceiling=CEILING,
            closes_at=datetime(2026, 3, 4, 9, tzinfo=UTC),
            params=dict(self.params),
        )

    def _ballots(self):
        for number in range(WORLDS):
            chance = random.Random(number)  # noqa: S311 -- makes a test's input
            count = min(self.candidates, 1 + number % LARGEST)
            names = [f"agency-{place:06}" for place in chance.sample(range(1, 500), count)]
            if self.candidates == 1 and self.mode().invited(self.params):
                names = [str(self.mode().invited(self.params))]
            prices = [Money(chance.choice((1, 5, 7, 9)) * 1_000_000) for _name in names]
            entries = tuple(
                Entry(name, price if self.mode.asks_price else None)
                for name, price in zip(names, prices, strict=True)
            )
            seed = Seed(chance.randbytes(32), "test") if self.mode.needs_seed else None
            yield Ballot(self._terms(), entries, seed)
