"""Every rule checks its parameters, and names the place of each that is wrong."""

import copy

import pytest

from marketplace.fees.domain.plain import FixedAmount, MarketPrice, Percentage, PerUnit
from marketplace.fees.registry import fee_rules
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal

from .asking import PARAMS, figures, rule_of

KIND = {"key": "one", "label_zh": "一"}
BASE = {"base": {"label_zh": "投资额", "label_en": "investment"}}


def wrong(rule, params) -> str:
    with pytest.raises(Refusal) as caught:
        rule.check_params(params)
    assert caught.value.code == "fee.params"
    return str(caught.value.message)


def changed(schedule: str, path: list, value) -> dict:
    params = copy.deepcopy(PARAMS[schedule])
    inner = params
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return params


@pytest.mark.parametrize("schedule", sorted(PARAMS))
def test_the_shipped_parameters_are_right(schedule):
    rule_of(schedule).check_params(PARAMS[schedule])


@pytest.mark.parametrize(
    ("schedule", "path", "value", "place"),
    [
        ("1980-2002", ["tiers_upper"], [100, 500], "tiers_upper"),
        ("1980-2002", ["tiers_upper"], [100, 90, 1, 2, 3, 4, None], "tiers_upper[1]"),
        ("1980-2002", ["kinds", 1, "rates_percent"], ["1.5"], "kinds[1].rates_percent"),
        ("1980-2002", ["kinds", 1, "rates_percent", 2], 0.45, "kinds[1].rates_percent[2]"),
        ("1980-2002", ["kinds", 1, "rates_percent", 2], "-1", "kinds[1].rates_percent[2]"),
        ("1980-2002", ["gap", "to"], "far", "gap.to"),
        ("1980-2002", ["gap", "to"], 100_000, "gap.to"),
        ("1980-2002", ["kinds"], [], "kinds"),
        ("1980-2002", ["kinds", 0, "key"], "货物", "kinds[0].key"),
        ("1980-2002", ["kinds", 0, "key"], "works", "kinds"),
        ("1980-2002", ["kinds", 0, "label_zh"], " ", "kinds[0].label_zh"),
        ("1980-2002", ["float"], ["0.2"], "float"),
        ("1980-2002", ["float"], ["0.1", "0.2"], "float"),
        ("1980-2002", ["base"], "award", "base"),
        ("1980-2002", ["base_unit"], 0, "base_unit"),
        ("1980-2002", ["at_most"], "yes", "at_most"),
        ("1980-2002", ["options", 0, "effect"], "halve", "options[0].effect"),
        ("1980-2002", ["notes", 0, "text_zh"], None, "notes[0].text_zh"),
        ("1980-2002+534-2011", ["kinds", 0, "absolute_cap"], "much", "kinds[0].absolute_cap"),
        ("670-2007", ["kinds", 0, "points", 1], [500, "30.1"], "kinds[0].points[1]"),
        ("670-2007", ["kinds", 0, "points", 1], [500], "kinds[0].points[1]"),
        ("670-2007", ["kinds", 0, "points"], "none", "kinds[0].points"),
        ("670-2007", ["kinds", 0, "above_last", "rate_percent"], None, "above_last.rate_percent"),
        ("670-2007", ["kinds", 0, "above_last", "reading"], "both", "above_last.reading"),
        ("670-2007", ["factors", 0, "low"], "1.1", "factors[0]"),
        ("670-2007", ["factors", 0, "choices", 0, "value"], "9", "factors[0].choices"),
        ("670-2007", ["factors", 0, "name"], "专业", "factors[0].name"),
        ("1283-1999", ["edges"], [3000, 3000, 50000, 100000, 500000], "edges[1]"),
        ("1283-1999", ["kinds", 0, "bands", 0], [14, 6], "kinds[0].bands[0]"),
        ("1283-1999", ["kinds", 0, "bands", 0], [6, None], "kinds[0].bands[0][1]"),
        ("1283-1999", ["edges"], [3000, 10000], "kinds[0].bands"),
        ("hall-rates", ["kinds", 0, "rate"], None, "kinds[0].rate"),
        ("hall-rates", ["kinds", 0, "quantity", "unit_zh"], "", "kinds[0].quantity.unit_zh"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(schedule, path, value, place):
    assert f"{place}: " in wrong(rule_of(schedule), changed(schedule, path, value))


@pytest.mark.parametrize("key", [rule.key for rule in fee_rules])
@pytest.mark.parametrize("params", [{}, {"kinds": 5}, {"kinds": [[]]}, {"kinds": [None, {}]}])
def test_no_rule_breaks_on_what_is_no_schedule(key, params):
    assert "kinds" in wrong(fee_rules.get(key)(), params)


def test_one_amount_whatever_the_project():
    found = FixedAmount().assess({"kinds": [KIND | {"amount": "1234.56"}]}, "", figures())

    assert found.benchmark == found.cap == found.floor == Money(123_456)


def test_a_percentage_of_the_investment_with_a_least_fee():
    params = BASE | {"kinds": [KIND | {"rate_percent": "0.65", "least": 500}], "at_most": True}

    assert Percentage().assess(params, "one", figures(1_000_000)).cap == Money(650_000)
    assert Percentage().assess(params, "one", figures(1_000)).cap == Money(50_000)
    assert Percentage().assess(params, "one", figures(1_000)).floor is None


def test_a_rate_with_a_least_fee():
    quantity = {"label_zh": "数量", "unit_zh": "栋"}
    params = {"kinds": [KIND | {"rate": "1.5", "least": 100, "quantity": quantity}]}

    found = PerUnit().assess(params, "", figures(quantity=10))

    assert [step.as_facts()["amount"] for step in found.steps] == ["15", "85"]
    assert found.cap == Money(10_000)


def test_the_market_has_no_figure():
    found = MarketPrice().assess({"kinds": [KIND]}, "", figures())

    assert (found.benchmark, found.cap, found.floor) == (None, None, None)
    assert len(found.steps) == 1
