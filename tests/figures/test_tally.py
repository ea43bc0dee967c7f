"""Sums, shares, medians and rounding, without a database."""

from fractions import Fraction
from statistics import median as exact_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.statistics.domain.tally import Tally, median, rounded, share
from procurement.statistics.domain.world import Groups, Part, Shelf, months_between

COUNTS = st.dictionaries(st.integers(0, 400), st.integers(1, 9), max_size=9)


@given(COUNTS)
def test_the_median_of_a_histogram_is_that_of_its_values(counts):
    values = [value for value, count in counts.items() for _each in range(count)]

    assert median(counts) == (Fraction(exact_median(values)) if values else None)


@pytest.mark.parametrize(
    ("part", "whole", "unit", "shown"),
    [(1, 3, 10_000, 3333), (2, 3, 10_000, 6667), (1, 8, 10, 1), (1, 20, 10, 1), (1, 21, 10, 0)],
)
def test_a_share_is_rounded_half_up_from_the_exact_value(part, whole, unit, shown):
    assert rounded(share(part, whole), unit) == shown


def test_nothing_is_divided_by_nothing():
    empty = Tally()

    assert empty.is_empty()
    for name in ("of_cap", "of_ceiling", "promised_of_standard", "actual_of_standard",
                 "share_of_direct", "answers_each", "median_days", "median_hours",
                 "lowest_of_cap", "highest_of_cap"):  # fmt: skip
        assert getattr(empty, name) is None
    assert rounded(None) is None


def test_a_part_is_added_to_every_group_that_it_belongs_to():
    groups = Groups()
    told = {"selected": 1, "price": 5, "lowest": 70, "highest": 90, "days": {2: 1}}
    parts = [
        Part("2026-03", "draw", 1, told),
        Part("2026-05", "draw", 2, told | {"lowest": 60, "days": {2: 1, 3: 1}}),
        Part("2026-05", "draw", None, {"hours": {50: 2}}),
    ]

    groups.take(parts, {1: Shelf(7, 8), 2: Shelf(9, 8)})
    groups.fill_months()

    assert (groups.total.selected, groups.total.price) == (2, 10)
    assert (groups.total.lowest, groups.total.highest) == (60, 90)
    assert groups.total.days == {2: 2, 3: 1}
    assert {key: each.selected for key, each in groups.categories.items()} == {7: 1, 9: 1}
    assert groups.departments[8].selected == 2
    assert groups.departments[8].hours == {}
    assert groups.crossed["2026-05", "draw"].hours == {50: 2}
    assert list(groups.months) == ["2026-03", "2026-04", "2026-05"]
    assert groups.months["2026-04"].is_empty()


def test_months_go_on_over_the_end_of_a_year():
    assert months_between("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert months_between("2026-02", "2026-02") == ["2026-02"]
