"""Every shipped rule, and a stranger's, keeps what plug-in authors are asked to keep."""

import pytest

from marketplace.fees.domain.bands import BandInterpolation
from marketplace.fees.domain.plain import FixedAmount, MarketPrice, Percentage, PerUnit
from marketplace.fees.domain.points import Interpolation
from marketplace.fees.domain.progressive import Progressive
from marketplace.fees.models import FeeSchedule
from marketplace.fees.parts import assess, terms_of_schedule
from marketplace.fees.registry import fee_rules
from marketplace.fees.testing import FeeRuleContract
from marketplace.kernel.money import Money
from tests.plugin.fee_rules import PerHectare

from .asking import PARAMS, figures

HECTARES = {
    "kinds": [
        {
            "key": "forest",
            "label_zh": "林地",
            "label_en": "forest",
            "quantity": {"label_zh": "面积", "unit_zh": "公顷"},
            "rate": "12.5",
        }
    ],
    "float": ["-0.1", "0.1"],
}


class TestProgressive(FeeRuleContract):
    rule, params = Progressive, PARAMS["1980-2002+534-2011"]


class TestInterpolation(FeeRuleContract):
    rule, params = Interpolation, PARAMS["10-2002-design"]


class TestBandInterpolation(FeeRuleContract):
    rule, params = BandInterpolation, PARAMS["125-2002"]


class TestPerUnit(FeeRuleContract):
    rule, params = PerUnit, PARAMS["hall-rates"]


class TestPercentage(FeeRuleContract):
    rule = Percentage
    params = {
        "base": {"label_zh": "投资额"},
        "kinds": [{"key": "all", "label_zh": "全部", "rate_percent": "0.65", "least": 500}],
    }


class TestFixedAmount(FeeRuleContract):
    rule = FixedAmount
    params = {"kinds": [{"key": "all", "label_zh": "全部", "amount": 1200}]}


class TestMarketPrice(FeeRuleContract):
    rule = MarketPrice
    params = {"kinds": [{"key": "all", "label_zh": "全部"}]}


class TestStrangersRule(FeeRuleContract):
    rule, params = PerHectare, HECTARES


def test_every_shipped_rule_is_held_to_the_contract():
    held = {each.rule for each in FeeRuleContract.__subclasses__()}

    assert set(fee_rules) <= held


@pytest.mark.django_db
def test_a_stranger_s_rule_is_offered_and_computes():
    schedule = FeeSchedule(key="forest", title_zh="林地", rule="per_hectare", params=HECTARES)
    schedule.status = "in_force"
    schedule.full_clean()

    found = assess(terms_of_schedule(schedule), figures(quantity=8))

    assert (found.benchmark, found.cap, found.floor) == (Money(10_000), Money(11_000), Money(9_000))
