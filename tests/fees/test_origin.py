"""The shipped schedules say what the collected figures say, figure for figure."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from .asking import PARAMS

FILE = Path(__file__).parent / "data" / "fee_schedules.json"
ORIGIN = json.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)["schedules"]
NATIONAL = set(ORIGIN)


def number(value):
    return None if value is None else Fraction(value)


def numbers(rows):
    return [[number(each) for each in row] for row in rows]


def of_kind(schedule: str) -> dict[str, dict]:
    return {kind["key"]: kind for kind in PARAMS[schedule]["kinds"]}


def test_every_collected_schedule_is_shipped():
    assert set(PARAMS) > NATIONAL
    assert set(PARAMS) - NATIONAL == {"hall-rates", "534-2011-drawing"}


@pytest.mark.parametrize("schedule", sorted(name for name in ORIGIN if "float" in ORIGIN[name]))
def test_the_float_is_the_collected_one(schedule):
    assert [Fraction(each) for each in PARAMS[schedule]["float"]] == [
        Fraction(each) for each in ORIGIN[schedule]["float"]
    ]


def test_the_float_of_2002_holds_in_2011_and_1283_has_none():
    assert PARAMS["1980-2002+534-2011"]["float"] == ["-0.2", "0.2"]
    assert "float" not in PARAMS["1283-1999"]


@pytest.mark.parametrize("schedule", ["1980-2002", "1980-2002+534-2011"])
def test_slices_rates_and_caps_are_the_collected_ones(schedule):
    origin = ORIGIN[schedule]

    assert PARAMS[schedule]["tiers_upper"] == origin["tiers_upper"]
    assert {
        key: [number(rate) for rate in kind["rates_percent"]]
        for key, kind in of_kind(schedule).items()
    } == {key: [number(rate) for rate in rates] for key, rates in origin["rates_pct"].items()}
    assert {
        key: kind["absolute_cap"]
        for key, kind in of_kind(schedule).items()
        if "absolute_cap" in kind
    } == origin.get("absolute_cap", {})


@pytest.mark.parametrize(
    ("schedule", "edges"), [("1283-1999", "band_edges"), ("125-2002", "band_edges_yi")]
)
def test_bands_are_the_collected_ones(schedule, edges):
    origin = ORIGIN[schedule]

    assert [number(edge) for edge in PARAMS[schedule]["edges"]] == [
        number(edge) for edge in origin[edges]
    ]
    assert {key: numbers(kind["bands"]) for key, kind in of_kind(schedule).items()} == {
        key: numbers(bands) for key, bands in origin["bands"].items()
    }


@pytest.mark.parametrize(
    ("schedule", "kind", "above"),
    [("670-2007", "supervision", "1.039"), ("10-2002-design", "design", "1.6")],
)
def test_points_are_the_collected_ones(schedule, kind, above):
    [(key, printed)] = of_kind(schedule).items()

    assert key == kind
    assert numbers(printed["points"]) == numbers(ORIGIN[schedule]["points"])
    assert (
        f"whole amount x {printed['above_last']['rate_percent']} %"
        in ORIGIN[schedule]["above_last"]
    )
    assert printed["above_last"]["rate_percent"] == above


@pytest.mark.parametrize("schedule", ["1283-1999", "125-2002"])
def test_industry_factors_are_the_collected_ones(schedule):
    [industry] = [each for each in PARAMS[schedule]["factors"] if each["name"] == "industry"]
    values = [Fraction(choice["value"]) for choice in industry["choices"]]

    assert values == [Fraction(each) for each in ORIGIN[schedule]["industry_factor"].values()]
    assert (Fraction(industry["low"]), Fraction(industry["high"])) == (min(values), max(values))


def test_the_other_figures_are_the_collected_ones():
    origin = ORIGIN["125-2002"]
    options = {each["name"]: each for each in PARAMS["125-2002"]["options"]}
    complexity = PARAMS["1283-1999"]["factors"][1]
    [documents, *_] = PARAMS["1980-2002"]["options"]
    sensitivity = PARAMS["125-2002"]["factors"][1]

    assert (
        Fraction(options["topics"]["rate_percent"]) / 100 == origin["extra_topic_surcharge_on_form"]
    )
    assert Fraction(options["outline_only"]["rate_percent"]) / 100 == Fraction(
        origin["outline_review_share"]
    )
    assert Fraction(documents["rate_percent"]) / 100 == Fraction(
        ORIGIN["1980-2002"]["documents_only_share"]
    )
    assert [Fraction(complexity[end]) for end in ("low", "high")] == [
        Fraction(end) for end in ORIGIN["1283-1999"]["complexity_factor_range"]
    ]
    assert [Fraction(choice["value"]) for choice in sensitivity["choices"]] == [
        Fraction(each) for each in origin["sensitivity_factor"].values()
    ]
