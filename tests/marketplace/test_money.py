from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.money import Money

minors = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize("minor", [1.0, Decimal(1), "1", True, None])
def test_money_counts_whole_units(minor):
    with pytest.raises(TypeError, match="whole units"):
        Money(minor)


@pytest.mark.parametrize(
    ("exact", "minor"),
    [
        (Fraction(1, 2), 1),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(49, 100), 0),
        (Fraction(-1, 2), 0),
        (Fraction(100_000_000, 7), 14_285_714),
    ],
)
def test_money_is_rounded_half_up(exact, minor):
    assert Money.nearest(exact) == Money(minor)


@pytest.mark.parametrize(
    ("yuan", "minor"), [(Decimal("1234.50"), 123_450), (Decimal("0.01"), 1), (7, 700)]
)
def test_yuan_are_read_exactly(yuan, minor):
    assert Money.of_major(yuan) == Money(minor)


def test_what_is_finer_than_a_fen_is_refused():
    with pytest.raises(ValueError, match="finer"):
        Money.of_major(Decimal("1.005"))


@given(minors)
def test_yuan_and_fen_are_the_same_amount(minor):
    assert Money.of_major(Money(minor).major) == Money(minor)


def test_yuan_have_two_decimals():
    assert str(Money(12_340_000).major) == "123400.00"


@given(minors, minors)
def test_sums_and_order_are_those_of_the_fen(one, other):
    assert Money(one) + Money(other) == Money(one + other)
    assert Money(one) - Money(other) == Money(one - other)
    assert (Money(one) < Money(other)) == (one < other)
    assert (Money(one) <= Money(other)) == (one <= other)
    assert max(Money(one), Money(other)) == Money(max(one, other))


def test_the_total_of_nothing_is_zero_of_its_currency():
    assert Money.total([], "USD") == Money(0, "USD")
    assert Money.total([Money(1), Money(2)]) == Money(3)


@pytest.mark.parametrize("mix", ["__add__", "__sub__", "__lt__", "__le__"])
def test_currencies_do_not_mix(mix):
    with pytest.raises(ValueError, match="cannot mix"):
        getattr(Money(1), mix)(Money(1, "USD"))
