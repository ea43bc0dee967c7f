"""What the documents and the survey printed, to the digits that were printed."""

from fractions import Fraction

import pytest

from marketplace.kernel.money import Money

from .asking import PARAMS, WAN, ask, in_wan, wan


def yuan(amount: str) -> Money:
    return Money.nearest(Fraction(amount) * 100)


@pytest.mark.parametrize("schedule", ["1980-2002", "1980-2002+534-2011"])
def test_the_worked_example_of_the_standard(schedule):
    """Works, award 6,000: 1 + 2.8 + 2.75 + 14 + 2 = 22.55."""
    example = wan(schedule, "works", 6000)

    assert [in_wan(step.amount) for step in example.steps if step.rate] == [
        Fraction(each) for each in ("1", "2.8", "2.75", "14", "2")
    ]
    assert example.benchmark == yuan("225500")
    assert example.cap == yuan("270600")
    assert example.floor == yuan("180400")


@pytest.mark.parametrize(
    ("schedule", "kind", "base", "printed"),
    [
        ("670-2007", "", 600, "19.22"),
        ("670-2007", "supervision", 2000, "54.1"),
        ("10-2002-design", "", 1560, "57"),
    ],
)
def test_published_interpolations(schedule, kind, base, printed):
    assert in_wan(wan(schedule, kind, base).benchmark_yuan) == Fraction(printed)


def test_the_printed_14_2857_is_itself_rounded():
    found = wan("1283-1999", "feasibility_prepare", 4000)

    assert in_wan(found.benchmark_yuan) == Fraction(100, 7)
    assert found.benchmark == found.cap == found.floor == yuan("142857.14")
    assert [step.as_facts()["amount"] for step in found.steps] == ["120000", "160000/7", "0"]


@pytest.mark.parametrize("schedule", ["670-2007", "10-2002-design"])
def test_every_printed_point_is_hit(schedule):
    [kind] = PARAMS[schedule]["kinds"]

    for base, printed in kind["points"]:
        assert in_wan(wan(schedule, "", base).benchmark_yuan) == Fraction(printed)


@pytest.mark.parametrize(("schedule", "unit"), [("1283-1999", WAN), ("125-2002", 10**8)])
def test_every_printed_edge_of_a_band_is_hit(schedule, unit):
    edges = [Fraction(edge) * unit for edge in PARAMS[schedule]["edges"]]
    for kind in PARAMS[schedule]["kinds"]:
        for edge, (_low, high) in zip(edges[1:], kind["bands"][:-1], strict=False):
            found = ask(schedule, kind["key"], edge)
            assert in_wan(found.benchmark_yuan) == Fraction(high)


@pytest.mark.parametrize(
    ("schedule", "factors", "times"),
    [
        ("1283-1999", {"industry": "1.3", "complexity": "0.8"}, "1.04"),
        ("125-2002", {"industry": "1.2", "sensitivity": "0.8"}, "0.96"),
        ("670-2007", {"speciality": "1.1", "complexity": "1.15", "altitude": "1.3"}, "1.6445"),
        ("10-2002-design", {"speciality": "0.9", "additional": ["1.1", "1.2", "1.3"]}, "1.44"),
    ],
)
def test_factors_multiply_and_additional_ones_are_added_first(schedule, factors, times):
    kind = PARAMS[schedule]["kinds"][0]["key"]
    plain = wan(schedule, kind, 5000)

    found = wan(schedule, kind, 5000, **factors)

    assert found.benchmark_yuan == plain.benchmark_yuan * Fraction(times)
    assert sum(step.amount for step in found.steps) == found.benchmark_yuan


def test_the_benchmark_is_not_rounded_before_the_float():
    """100/7 wan: rounded first, 1.2 times the benchmark would be a fen away somewhere."""
    found = ask("670-2007", "", "12345678.91")

    exact = found.benchmark_yuan
    assert found.cap == Money.nearest(exact * Fraction(6, 5) * 100)
    assert found.floor == Money.nearest(exact * Fraction(4, 5) * 100)
    assert found.benchmark == Money.nearest(exact * 100)


def test_half_a_fen_is_rounded_up():
    found = ask("1980-2002", "goods", "0.33", options=["documents_only"])

    assert found.benchmark_yuan == Fraction("0.33") * Fraction("0.015") * Fraction("0.3")
    assert ask("1980-2002", "works", "0.5").benchmark_yuan == Fraction("0.005")
    assert ask("1980-2002", "works", "0.5").benchmark == Money(1)


@pytest.mark.parametrize(
    ("kind", "quantity", "cap"),
    [("SUR-05", 90_000, "122400"), ("SUR-03", 90_000, "72000"), ("SUR-06", "12.5", "27.5")],
)
def test_a_rate_for_each_unit_caps_and_has_no_floor(kind, quantity, cap):
    found = ask("hall-rates", kind, quantity=quantity)

    assert (found.benchmark, found.cap, found.floor) == (yuan(cap), yuan(cap), None)


def test_the_drawing_review_costs_two_yuan_a_square_metre_or_two_per_mille():
    assert ask("534-2011-drawing", "floor_area", quantity=5000).cap == yuan("10000")
    assert ask("534-2011-drawing", "works_cost", quantity=80_000).cap == yuan("160000")
