"""What a site that draws for real is refused."""

import pytest

from marketplace.draw import checks
from marketplace.draw.checks import fast_arithmetic_is_there, slow_step_is_slow
from marketplace.draw.conf import Parameters, opendraw
from marketplace.draw.domain.classes import MINIMUM_STEPS


@pytest.fixture
def real(settings):
    settings.DEBUG = settings.MARKETPLACE_DEMO = False
    settings.MARKETPLACE_SEED_SOURCE = "opendraw"
    settings.MARKETPLACE_OPENDRAW = {}
    return settings


def test_the_defaults_are_good_enough(real):
    assert slow_step_is_slow(None) == fast_arithmetic_is_there(None) == []
    assert opendraw() == Parameters()


@pytest.mark.parametrize("name", ["S", "M", "L"])
def test_steps_below_the_minimum_of_a_class_are_refused(real, name):
    steps = MINIMUM_STEPS | {name: MINIMUM_STEPS[name] - 1}
    real.MARKETPLACE_OPENDRAW = {"steps": steps}

    assert [error.id for error in slow_step_is_slow(None)] == ["marketplace.E001"]


def test_python_alone_is_refused(real, monkeypatch):
    monkeypatch.setattr(checks, "is_fast", lambda: False)

    assert [error.id for error in fast_arithmetic_is_there(None)] == ["marketplace.E010"]


@pytest.mark.parametrize(
    "change",
    [{"DEBUG": True}, {"MARKETPLACE_DEMO": True}, {"MARKETPLACE_SEED_SOURCE": "plain"}],
)
def test_a_try_may_be_quick(real, monkeypatch, change):
    monkeypatch.setattr(checks, "is_fast", lambda: False)
    real.MARKETPLACE_OPENDRAW = {"steps": {"S": 1, "M": 1, "L": 1}}
    for name, value in change.items():
        setattr(real, name, value)

    assert slow_step_is_slow(None) == fast_arithmetic_is_there(None) == []


def test_an_unknown_parameter_is_named(real):
    real.MARKETPLACE_OPENDRAW = {"stepz": 1}

    with pytest.raises(Exception, match="stepz"):
        opendraw()
