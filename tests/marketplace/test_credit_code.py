import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from marketplace.kernel.credit_code import ALPHABET, check_digit, is_credit_code
from tests.factories import credit_code

codes = st.integers(0, 9_999_999).map(credit_code)


def test_the_example_that_is_printed_everywhere_is_accepted():
    assert is_credit_code("91350100M000100Y43")


@given(codes)
def test_the_check_digit_of_the_body_makes_a_code(code):
    assert is_credit_code(code)
    assert check_digit(code[:17]) == code[17]


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(code, place, char):
    assume(code[place] != char)

    assert not is_credit_code(code[:place] + char + code[place + 1 :])


@given(codes, st.integers(0, 16))
def test_two_neighbours_that_change_places_are_always_found(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assume(swapped != code)

    assert not is_credit_code(swapped)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "91350100M000100Y4",
        "91350100M000100Y430",
        "91350100m000100y43",
        "9135O100M000100Y43",
        "9A350I00M000100Y43",
        "９1350100M000100Y43",
        "91350100M000100Y43\n",
    ],
)
def test_what_has_not_the_shape_is_no_code(text):
    assert not is_credit_code(text)
