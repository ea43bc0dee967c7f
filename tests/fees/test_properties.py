"""What holds for every base, found by trying many."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.fees.domain.exact import exact
from marketplace.kernel.money import Money

from .asking import PARAMS, RULE_OF, ask, rule_of

FEN = Fraction(1, 100)
LARGEST = 10**15  # fen, so 10^13 yuan
NATIONAL = [
    (key, kind["key"])
    for key in sorted(PARAMS)
    if RULE_OF[key] in {"progressive", "points", "bands"}
    for kind in PARAMS[key]["kinds"]
]
PROGRESSIVE = [(key, kind) for key, kind in NATIONAL if RULE_OF[key] == "progressive"]
# The one printed fall of each: above it the text takes one rate of the whole amount.
FALLS = {"670-2007": 10**10, "10-2002-design": 2 * 10**10}

fen = st.integers(1, LARGEST) | st.integers(1, 10**10) | st.integers(1, 5 * 10**12)
bases = fen.map(lambda amount: Fraction(amount, 100))
many = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize(("schedule", "kind"), NATIONAL)
@many
@given(base=bases)
def test_steps_add_up_and_each_figure_is_rounded_once(schedule, kind, base):
    found = ask(schedule, kind, base)

    assert sum(step.amount for step in found.steps) == (found.benchmark_yuan or 0)
    for yuan, money in (
        (found.benchmark_yuan, found.benchmark),
        (found.cap_yuan, found.cap),
        (found.floor_yuan, found.floor),
    ):
        assert money == (None if yuan is None else Money((yuan * 100 + Fraction(1, 2)) // 1))


@pytest.mark.parametrize(("schedule", "kind"), NATIONAL)
@many
@given(base=bases)
def test_the_printed_steps_add_up_as_text(schedule, kind, base):
    found = ask(schedule, kind, base)

    printed = [step.as_facts() for step in found.steps]
    assert sum(Fraction(step["amount"]) for step in printed) == (found.benchmark_yuan or 0)
    for step in printed:
        if step["from"] is not None and step["rate"] is not None:
            width = Fraction(step["to"]) - Fraction(step["from"])
            assert width * Fraction(step["rate"]) == Fraction(step["amount"])


@pytest.mark.parametrize(("schedule", "kind"), NATIONAL)
@many
@given(base=bases)
def test_the_cap_is_not_below_the_floor(schedule, kind, base):
    found = ask(schedule, kind, base)

    if found.cap is not None and found.floor is not None:
        assert found.cap.minor >= found.floor.minor
        assert found.cap_yuan >= found.floor_yuan


@pytest.mark.parametrize(("schedule", "kind"), NATIONAL)
@many
@given(pair=st.tuples(bases, bases))
def test_more_never_costs_less_but_for_the_printed_falls(schedule, kind, pair):
    less, more = (ask(schedule, kind, base) for base in sorted(pair))

    fall = FALLS.get(schedule)
    over_the_fall = fall is not None and min(pair) <= fall < max(pair)
    if less.benchmark_yuan is not None and more.benchmark_yuan is not None and not over_the_fall:
        assert less.benchmark_yuan <= more.benchmark_yuan


@pytest.mark.parametrize("schedule", sorted(FALLS))
@many
@given(pair=st.tuples(bases, bases))
def test_with_the_sane_reading_nothing_falls(schedule, pair):
    less, more = (ask(schedule, "", base, options=["no_fall"]) for base in sorted(pair))

    if less.benchmark_yuan is not None:
        assert less.benchmark_yuan <= more.benchmark_yuan


@pytest.mark.parametrize(("schedule", "kind"), PROGRESSIVE)
def test_a_progressive_schedule_has_no_jump_at_an_edge(schedule, kind):
    for edge in rule_of(schedule).edges(PARAMS[schedule], kind):
        at, after = ask(schedule, kind, edge), ask(schedule, kind, edge + FEN)

        assert 0 < after.benchmark_yuan - at.benchmark_yuan <= FEN * Fraction("0.015")


@pytest.mark.parametrize(
    ("schedule", "kind"), [pair for pair in NATIONAL if RULE_OF[pair[0]] == "bands"]
)
def test_bands_join_at_their_edges(schedule, kind):
    printed = next(row for row in PARAMS[schedule]["kinds"] if row["key"] == kind)
    [*edges, _open] = rule_of(schedule).edges(PARAMS[schedule], kind)
    steepest = max(
        Fraction(high) - Fraction(low) for low, high in printed["bands"] if high is not None
    )

    for edge in edges[1:]:
        at, after = ask(schedule, kind, edge), ask(schedule, kind, edge + FEN)
        assert 0 <= after.benchmark_yuan - at.benchmark_yuan <= steepest * FEN


@given(st.fractions())
def test_exact_text_gives_the_number_back(number):
    text = exact(number)

    assert Fraction(text) == number
    assert "." not in text or not text.endswith("0")
