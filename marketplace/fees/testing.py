"""What a fee rule must keep, as tests that the author of a plug-in inherits.

Subclass in your own test module, name the rule and parameters of a schedule, and pytest does
the rest::

    class TestPerHectare(FeeRuleContract):
        rule = PerHectare
        params = {"kinds": [...]}
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, ClassVar

from marketplace.kernel.refusal import Refusal

from .domain.figures import Assessment, Figures, Inputs
from .domain.rule import FeeRule
from .domain.words import spoken

WORLDS = 60
LARGEST_FEN = 10**15


class FeeRuleContract:
    """A rule is pure, exact and explained: see each test for one promise.

    ``params`` are parameters that the rule accepts, ``wrong`` are some that it refuses.
    """

    rule: ClassVar[type[FeeRule]]
    params: ClassVar[Mapping[str, Any]]
    wrong: ClassVar[Mapping[str, Any]] = {}

    def test_it_has_a_key_and_a_label(self):
        assert self.rule.key.isidentifier()
        assert str(self.rule.label)

    def test_it_accepts_right_parameters_and_refuses_wrong_ones_by_place(self):
        self.rule().check_params(self.params)

        refused = _refusal(self.rule().check_params, self.wrong)
        assert refused is not None
        assert refused.code == "fee.params"

    def test_it_has_kinds_and_knows_no_other(self):
        kinds = self.rule().kinds(self.params)

        assert kinds
        assert len({kind.key for kind in kinds}) == len(kinds)
        refused = _refusal(self.rule().assess, self.params, "no such kind", Figures())
        assert refused is not None
        assert refused.code == "fee.kind"

    def test_the_same_figures_bring_the_same_result_in_both_languages(self):
        for kind, figures in self._entered():
            found = self._assess(kind, figures)
            for english in (True, False):
                again = self.rule().assess(spoken(self.params, english=english), kind, figures)
                assert (again.benchmark, again.cap, again.floor) == (
                    found.benchmark,
                    found.cap,
                    found.floor,
                )

    def test_the_steps_add_up_to_the_benchmark_and_say_something(self):
        for kind, figures in self._entered():
            found = self._assess(kind, figures)
            assert found.steps
            assert all(str(step.label) for step in found.steps)
            assert sum(step.amount for step in found.steps) == (found.benchmark_yuan or 0)

    def test_the_cap_is_not_below_the_floor(self):
        for kind, figures in self._entered():
            found = self._assess(kind, figures)
            if found.cap is not None and found.floor is not None:
                assert found.floor.minor <= found.cap.minor

    def test_it_refuses_what_it_does_not_ask_for(self):
        for kind, figures in self._entered(worlds=1):
            inputs = self.rule().inputs(self.params, kind)
            odd = Figures(figures.base, figures.quantity, {"no_such_factor": (Fraction(1),)})
            assert _refusal(self.rule().assess, self.params, kind, odd) is not None
            if inputs.base or inputs.quantity:
                assert _refusal(self.rule().assess, self.params, kind, Figures()) is not None

    def _assess(self, kind: str, figures: Figures) -> Assessment:
        return self.rule().assess(self.params, kind, figures)

    def _entered(self, worlds: int = WORLDS) -> Iterator[tuple[str, Figures]]:
        """Yield every kind with so many figures, from a fen to ten trillion yuan."""
        chance = random.Random(self.rule.key)  # noqa: S311 -- makes a test's input
        for kind in self.rule().kinds(self.params):
            inputs = self.rule().inputs(self.params, kind.key)
            for _world in range(worlds):
                yield kind.key, _figures(inputs, chance)


def _figures(inputs: Inputs, chance: random.Random) -> Figures:
    fen = chance.randint(1, 10 ** chance.randint(1, 15))
    amount = Fraction(min(fen, LARGEST_FEN), 100)
    return Figures(
        base=amount if inputs.base else None,
        quantity=min(amount, Fraction(10**9)) if inputs.quantity else None,
        factors={each.name: (chance.choice([each.low, each.high]),) for each in inputs.factors},
    )


def _refusal(deed, *args) -> Refusal | None:
    try:
        deed(*args)
    except Refusal as refusal:
        return refusal
    return None
