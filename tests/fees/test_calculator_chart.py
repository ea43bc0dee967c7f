"""The geometry of the curve: what is drawn, where it is broken, and how numbers are read."""

from fractions import Fraction

import pytest

from marketplace.fees.chart import draw, marks
from marketplace.fees.domain.figures import Step
from marketplace.fees.templatetags.fees import fee_steps, readable, readable_rate, rounded_text


def place(base, cap, floor=None):
    return Fraction(base), cap if cap is None else Fraction(cap), floor and Fraction(floor)


def test_a_curve_goes_from_the_left_edge_to_the_right_one():
    chart = draw([place(0, 0), place(100, 100)])

    assert chart.cap == "M60 256L462 40.8"
    assert chart.floor == chart.band == ""
    assert chart.own is None


def test_it_is_broken_where_there_is_no_figure():
    chart = draw([place(0, 1), place(1, 1), place(2, None), place(3, 1), place(4, 1)])

    assert chart.cap.count("M") == 2


def test_a_single_point_between_gaps_draws_nothing():
    assert draw([place(0, None), place(1, 1), place(2, None)]).cap == ""


def test_a_band_lies_only_between_cap_and_floor():
    chart = draw([place(1, 2, 1), place(2, 3, 2), place(3, 4)])

    assert chart.band.endswith("z")
    assert chart.band.count("L") == 3


@pytest.mark.parametrize("points", [[], [place(1, 1)], [place(1, None), place(2, None)]])
def test_nothing_is_drawn_of_nothing(points):
    assert draw(points) is None


def test_ones_own_point_widens_the_drawing_and_is_labelled_inside_it():
    left = draw([place(0, 0), place(100, 100)], own=place(10, 10)).own
    right = draw([place(0, 0), place(100, 100)], own=place(200, 100)).own

    assert (left.label_anchor, right.label_anchor) == ("start", "end")
    assert right.x == "462"
    assert left.guide.endswith("H60")


def test_a_point_without_a_figure_still_has_a_guide():
    own = draw([place(0, 1), place(100, 1)], own=place(50, None)).own

    assert (own.cap_y, own.floor_y) == ("", "")
    assert own.guide.endswith("V30")


@pytest.mark.parametrize("full", ["0.004", "7", "10", "123456", "2e13"])
def test_marks_are_a_handful_of_round_values_from_zero(full):
    found = marks(Fraction(full))

    assert found[0] == 0
    assert 2 <= len(found) <= 7
    assert found[-1] <= Fraction(full)


@pytest.mark.parametrize(
    ("number", "text", "hint"),
    [
        ("225500", "225,500", ""),
        ("1234567.5", "1,234,567.5", ""),
        ("-3000", "-3,000", ""),
        ("1000000/7", "1,000,000/7", "≈ 142,857.14"),
        ("1/3", "1/3", "≈ 0.33"),
        ("-1000000/7", "-1,000,000/7", "≈ -142,857.14"),
    ],
)
def test_exact_numbers_are_readable(number, text, hint):
    found = readable(number)

    assert (found.text, found.hint) == (text, hint)


def test_rates_are_exact_too():
    assert readable_rate("0.015").text == "× 0.015"
    assert readable_rate("9/17000").hint == "≈ 0.000529"
    assert rounded_text(Fraction("0.005")) == "0.01"


def test_steps_that_only_say_something_stand_below_the_table():
    class Found:
        steps = (Step("said"), Step("slice", rate=Fraction(1, 2), amount=Fraction(3)))
        policy_steps = ()
        benchmark = object()

    shown = fee_steps(Found)

    assert shown["notes"] == ["said"]
    assert [row.label for row in shown["rows"]] == ["slice"]
    assert shown["benchmark"].text == "3"
