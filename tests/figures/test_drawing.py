"""The geometry of the charts: within the drawing, true to scale, closed to hostile names."""

import re
from fractions import Fraction

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from procurement.statistics.presentation.drawing import (
    WIDTH,
    against_limit,
    bars,
    stacked_bars,
    stacked_columns,
    step_for,
)

STACKS = st.lists(st.lists(st.integers(0, 30_000), min_size=3, max_size=3), max_size=30)
HOSTILE = '"><script>alert(1)</script>'


def drawn(marks):
    body, height = marks
    return ElementTree.fromstring(f"<svg>{body}</svg>"), height


def rects(svg):
    return [{name: float(each.get(name)) for name in ("x", "y", "width", "height")}
            for each in svg.iter("rect")]  # fmt: skip


@given(STACKS)
def test_columns_stay_inside_and_are_as_high_as_they_are_much(stacks):
    svg, height = drawn(stacked_columns([(str(place), "") for place in range(len(stacks))], stacks))

    found = rects(svg)
    assert len(found) == sum(value > 0 for stack in stacks for value in stack)
    for each in found:
        assert 0 <= each["x"] <= each["x"] + each["width"] <= WIDTH
        assert 0 <= each["y"] <= each["y"] + each["height"] <= height


@given(STACKS)
def test_lying_bars_stay_inside(stacks):
    svg, height = drawn(stacked_bars([("x", stack) for stack in stacks]))

    for each in rects(svg):
        assert 0 <= each["x"] + each["width"] <= WIDTH
        assert each["y"] + each["height"] <= height


@pytest.mark.parametrize(
    ("highest", "step"), [(0, 1), (4, 1), (5, 2), (9, 5), (21, 10), (100, 50), (20_000, 5_000)]
)
def test_grid_lines_are_few_and_round(highest, step):
    assert step_for(highest) == step


def test_twice_as_much_is_twice_as_long():
    svg, _height = drawn(bars([("a", Fraction(2), "2"), ("b", Fraction(1), "1")]))

    one, other = (each["width"] for each in rects(svg))
    assert abs(one - 2 * other) < 0.2


def test_the_limit_stands_where_one_hundred_per_cent_is():
    rows = [("a", (Fraction(1, 2), Fraction(1), Fraction(1)), "100%")]
    svg, _height = drawn(against_limit(rows, limit_label="cap"))

    [limit] = [each.get("d") for each in svg.iter("path") if each.get("class") == "chart__target"]
    [dot] = [each.get("cx") for each in svg.iter("circle")]
    assert re.match(rf"M{re.escape(dot)} ", limit)


def test_what_is_missing_in_a_row_is_not_drawn():
    svg, _height = drawn(against_limit([("a", (None, None), "–")], limit_label="standard"))

    assert list(svg.iter("circle")) == []


def test_more_than_the_limit_stays_inside():
    rows = [("a", (Fraction(3), Fraction(7, 2)), "300%")]
    svg, _height = drawn(against_limit(rows, limit_label="standard"))

    [dot] = [float(each.get("cx")) for each in svg.iter("circle")]
    assert dot < WIDTH


def test_a_hostile_name_is_text():
    for marks in (
        stacked_columns([(HOSTILE, HOSTILE)], [[1, 0, 0]]),
        stacked_bars([(HOSTILE, [1])]),
        bars([(HOSTILE, Fraction(1), HOSTILE)]),
        against_limit([(HOSTILE, (Fraction(1), None), HOSTILE)], limit_label=HOSTILE),
    ):
        svg, _height = drawn(marks)
        assert not list(svg.iter("script"))
