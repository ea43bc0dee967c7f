"""Each trap: the text is followed, a step says so, and the sane reading is an option."""

from fractions import Fraction

import pytest

from .asking import ask, in_wan, notes, wan


def test_the_gap_of_1980_follows_the_collected_figures():
    """From 100,000 on 0.01 %, where the printed table jumps to 1,000,000 and over."""
    at_edge, over = (wan("1980-2002", "works", base) for base in (100_000, 500_000))
    carried_on = wan("1980-2002", "works", 500_000, options=["gap_continues"])

    assert in_wan(over.benchmark_yuan - at_edge.benchmark_yuan) == 40  # 400,000 at 0.01 %
    assert in_wan(carried_on.benchmark_yuan - at_edge.benchmark_yuan) == 200  # at 0.05 %
    assert "没有费率" in notes(over)
    assert "没有费率" not in notes(at_edge)
    assert "没有费率" not in notes(carried_on)


def test_the_tender_documents_alone_are_thirty_percent():
    whole = wan("1980-2002+534-2011", "works", 6000)
    alone = wan("1980-2002+534-2011", "works", 6000, options=["documents_only"])

    assert in_wan(alone.benchmark_yuan) == Fraction("6.765")
    assert "30%" in notes(whole)
    assert alone.steps[-1].amount == -whole.benchmark_yuan * Fraction("0.7")


@pytest.mark.parametrize(("kind", "most"), [("goods", 350), ("services", 300), ("works", 450)])
def test_the_absolute_cap_limits_cap_and_floor(kind, most):
    far_above = wan("1980-2002+534-2011", kind, 10**9)

    assert in_wan(far_above.cap_yuan) == in_wan(far_above.floor_yuan) == most
    assert far_above.benchmark_yuan > far_above.cap_yuan


def test_the_absolute_cap_may_limit_the_cap_alone():
    """Works at 10,000,000: the benchmark is between 450 / 1.2 and 450 / 0.8."""
    found = wan("1980-2002+534-2011", "works", 10**7)

    assert in_wan(found.benchmark_yuan) == Fraction("490.05")
    assert in_wan(found.cap_yuan) == 450
    assert in_wan(found.floor_yuan) == in_wan(found.benchmark_yuan) * Fraction("0.8")


def test_670_falls_by_a_thousand_yuan_above_its_last_point():
    last = wan("670-2007", "", 1_000_000)
    just_above = ask("670-2007", "", 10**10 + 1)
    sane = ask("670-2007", "", 10**10 + 1, options=["no_fall"])

    assert in_wan(last.benchmark_yuan) == Fraction("10390.1")
    assert just_above.benchmark_yuan == Fraction(10**10 + 1) * Fraction("0.01039")
    assert 999 < last.benchmark_yuan - just_above.benchmark_yuan <= 1000
    assert in_wan(wan("670-2007", "", 1_000_010).benchmark_yuan) > Fraction("10390.1")
    assert sane.benchmark_yuan == last.benchmark_yuan + Fraction("0.01039")
    assert "1.039%" in notes(just_above)
    assert "1.039%" not in notes(last) + notes(sane)


def test_10_falls_far_above_its_last_point():
    last = wan("10-2002-design", "", 2_000_000)
    just_above = wan("10-2002-design", "", 2_000_001)
    sane = wan("10-2002-design", "", 2_000_001, options=["no_fall"])
    far = wan("10-2002-design", "", 3_000_000, options=["no_fall"])

    assert in_wan(last.benchmark_yuan) == Fraction("34948.9")
    assert in_wan(just_above.benchmark_yuan) == Fraction("32000.016")
    assert sane.benchmark_yuan == last.benchmark_yuan
    assert in_wan(far.benchmark_yuan) == 48_000
    assert "1.6%" in notes(just_above)


@pytest.mark.parametrize(
    ("schedule", "kind", "first", "fee"),
    [
        ("670-2007", "", 500, "16.5"),
        ("10-2002-design", "", 200, "9"),
        ("1283-1999", "feasibility_prepare", 3000, "12"),
    ],
)
def test_below_the_first_point_there_is_no_figure(schedule, kind, first, fee):
    below = wan(schedule, kind, Fraction(first) / 2)
    extrapolated = wan(schedule, kind, Fraction(first) / 2, options=["below_first"])

    assert below.benchmark is below.cap is below.floor is None
    assert "first point" in notes(below) or "首" in notes(below)
    assert sum(step.amount for step in below.steps) == 0
    assert in_wan(extrapolated.benchmark_yuan) == Fraction(fee) / 2
    assert in_wan(wan(schedule, kind, first).benchmark_yuan) == Fraction(fee)


@pytest.mark.parametrize(
    ("schedule", "kind", "base", "floor", "cap"),
    [
        ("1283-1999", "feasibility_prepare", 600_000, "200", "250"),
        ("1283-1999", "proposal_review", 600_000, "17", "20"),
        ("125-2002", "report_prepare", 1_000_001, "110", "110"),
        ("125-2002", "form_prepare", 100_001, "7", None),
        ("125-2002", "report_review", 1_000_001, "13", None),
        ("125-2002", "form_review", 200_000, "2", None),
    ],
)
def test_an_open_last_band_has_its_lower_figure_as_floor(schedule, kind, base, floor, cap):
    found = wan(schedule, kind, base)

    assert found.benchmark is None
    assert in_wan(found.floor_yuan) == Fraction(floor)
    assert in_wan(found.cap_yuan) == (None if cap is None else Fraction(cap))


def test_the_upper_edge_of_a_band_belongs_to_it():
    at_edge = wan("125-2002", "form_prepare", 100_000)

    assert in_wan(at_edge.benchmark_yuan) == 7
    assert in_wan(at_edge.cap_yuan) == Fraction("8.4")


def test_each_topic_adds_half_of_the_form():
    plain = wan("125-2002", "form_prepare", 20_000)
    three = wan("125-2002", "form_prepare", 20_000, options=["topics"], counts={"topics": 3})

    assert in_wan(plain.benchmark_yuan) == 4
    assert in_wan(three.benchmark_yuan) == 10
    assert "50%" in notes(plain)
    assert "50%" not in notes(three)


def test_the_outline_alone_is_forty_percent_of_the_review():
    assert in_wan(
        wan("125-2002", "report_review", 20_000, options=["outline_only"]).benchmark_yuan
    ) == Fraction("1.2")


def test_the_cut_of_2011_is_an_option_below_ten_billion():
    cut = wan("125-2002", "report_prepare", 20_000, options=["cut_2011"])
    too_large = wan("125-2002", "report_prepare", 1_000_000, options=["cut_2011"])

    assert in_wan(cut.benchmark_yuan) == 12
    assert in_wan(too_large.benchmark_yuan) == 110
    assert "10000000000" in notes(too_large)
    assert "2011" in notes(wan("125-2002", "report_prepare", 20_000))


def test_other_design_work_is_a_share_of_the_basic_fee():
    """Added, never compounded: 38.8 × 1.1 × (1 + 0.05 + 0.08)."""
    found = wan(
        "10-2002-design", "", 1000, additional="1.1", options=["overall_design", "as_built"]
    )

    assert in_wan(found.benchmark_yuan) == Fraction("38.8") * Fraction("1.1") * Fraction("1.13")


@pytest.mark.parametrize("schedule", ["670-2007", "10-2002-design"])
def test_below_ten_million_the_market_decides_since_2011(schedule):
    assert "534" in notes(wan(schedule, "", 999))
    assert "534" not in notes(wan(schedule, "", 1000))
