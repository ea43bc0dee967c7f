"""What cannot be computed is refused with its reason; nothing is guessed."""

from fractions import Fraction

import pytest

from marketplace.kernel.refusal import Refusal

from .asking import ask

HUGE = 10**13


def refused(*args, **entered) -> Refusal:
    with pytest.raises(Refusal) as caught:
        ask(*args, **entered)
    assert caught.value.next_step
    return caught.value


@pytest.mark.parametrize("kind", ["", "work", "Works", "goods works"])
def test_a_kind_must_be_one_of_several(kind):
    assert refused("1980-2002", kind, 100).code == "fee.kind"


@pytest.mark.parametrize(
    "base", [None, 0, -1, Fraction("-0.01"), Fraction("0.001"), HUGE + Fraction("0.01")]
)
def test_a_base_is_above_nought_up_to_ten_trillion_to_the_fen(base):
    assert refused("670-2007", "", base).code == "fee.base"


@pytest.mark.parametrize("base", [Fraction("0.01"), HUGE])
def test_the_smallest_and_the_largest_base_are_taken(base):
    assert ask("1980-2002", "works", base).benchmark is not None


@pytest.mark.parametrize("quantity", [None, 0, -5, Fraction("0.001"), 10**10 + 1])
def test_a_quantity_is_above_nought(quantity):
    assert refused("hall-rates", "SUR-01", quantity=quantity).code == "fee.quantity"


def test_what_is_not_asked_for_is_refused():
    assert refused("hall-rates", "SUR-01", 100, quantity=5).code == "fee.base"
    assert refused("670-2007", "", 100, quantity=5).code == "fee.quantity"


@pytest.mark.parametrize(
    "factors",
    [
        {"industry": "1"},  # another schedule's
        {"altitude": "0.99"},
        {"altitude": "1.51"},
        {"complexity": "1.16"},
        {"complexity": []},
        {"altitude": ["1.1", "1.1"]},
    ],
)
def test_a_factor_is_known_given_once_and_in_its_range(factors):
    assert refused("670-2007", "", 10_000_000, **factors).code == "fee.factor"


def test_several_additional_factors_are_ten_at_most():
    assert ask("10-2002-design", "", 10_000_000, additional=["1.1"] * 10).benchmark is not None
    assert refused("10-2002-design", "", 10**7, additional=["1.1"] * 11).code == "fee.factor"


def test_a_schedule_without_factors_has_none():
    assert refused("1980-2002", "works", 100, industry="1").code == "fee.factor"


@pytest.mark.parametrize(
    ("options", "counts"),
    [
        (["no_fall"], {}),  # another schedule's
        (["outline_only"], {}),  # another kind's
        (["topics"], {"topics": 0}),
        (["topics"], {"topics": 21}),
        (["cut_2011"], {"cut_2011": 2}),  # is not counted
        ([], {"topics": 2}),  # is not chosen
    ],
)
def test_an_option_is_known_and_counted_where_it_may_be(options, counts):
    found = refused("125-2002", "form_prepare", 10_000_000, options=options, counts=counts)

    assert found.code == "fee.option"
