"""What other rooms ask of fees: terms, figures, the record of a cap, a curve, the form."""

from fractions import Fraction

import pytest
from django.http import QueryDict
from django.utils import translation

from marketplace.fees.domain.figures import Figures, Inputs
from marketplace.fees.formfields import FeeInputsForm
from marketplace.fees.models import FeeAssessment, FeeSchedule
from marketplace.fees.parts import (
    assess,
    curve,
    inputs_for,
    shipped,
    source_line,
    store,
    terms_for,
    terms_of_schedule,
)
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from tests.factories import NOON, HallFactory, ServiceItemFactory
from tests.factories.fees import schedule_of, scheduled_item

from .asking import figures

pytestmark = pytest.mark.django_db


def asked(key: str, kind: str = "", policy: str = "cap_and_floor"):
    return terms_of_schedule(shipped(key), kind, policy)


@pytest.mark.parametrize(
    ("policy", "cap", "floor"),
    [
        ("cap", Money(79_320_000), None),
        ("floor", None, Money(52_880_000)),
        ("cap_and_floor", Money(79_320_000), Money(52_880_000)),
        ("at_lower_limit", Money(52_880_000), None),
    ],
)
def test_the_policy_takes_what_it_needs(policy, cap, floor):
    """670-2007 prints 30.1 at 1,000 and 78.1 at 3,000: at 2,500 it is 66.1."""
    found = assess(asked("670-2007", "", policy), figures(25_000_000))

    assert (found.benchmark, found.cap, found.floor) == (Money(66_100_000), cap, floor)


def test_a_share_is_taken_of_the_exact_cap():
    terms = asked("1283-1999", "feasibility_prepare")
    share = terms_for(
        scheduled_item(policy="cap_share", fee_params={"share": "0.7"}), HallFactory()
    )

    whole, part = (assess(each, figures(40_000_000)) for each in (terms, share))

    assert whole.cap == Money(14_285_714)
    assert part.cap == Money(10_000_000)  # 100/7 × 0.7, not 142,857.14 × 0.7
    assert part.floor is None


def test_an_open_band_charged_at_the_lower_limit_has_its_lower_figure():
    found = assess(asked("125-2002", "form_prepare", "at_lower_limit"), figures(2 * 10**9))

    assert (found.benchmark, found.cap, found.floor) == (None, Money(7_000_000), None)


def test_one_figure_and_the_market_ask_for_nothing(at):
    hall = HallFactory()
    absolute = terms_for(ServiceItemFactory(), hall)
    market = terms_for(ServiceItemFactory(fee_policy="market", cap_minor=None), hall)

    assert inputs_for(absolute) == inputs_for(market) == Inputs()
    assert assess(absolute, Figures()).cap == Money(2_000_000)
    assert assess(market, Figures()).cap is None
    with pytest.raises(Refusal, match=r"^fee\.base$"):
        assess(absolute, figures(100))


def test_a_schedule_that_was_never_loaded_is_refused(at):
    item = ServiceItemFactory(fee_policy="cap", fee_schedule="999-2099", cap_minor=None)

    with pytest.raises(Refusal, match=r"^fee\.no_schedule$"):
        terms_for(item, HallFactory())
    with pytest.raises(Refusal, match=r"^fee\.no_schedule$"):
        shipped("999-2099")


def test_a_rule_that_is_not_installed_is_refused_and_not_a_fault():
    schedule = schedule_of("670-2007")
    FeeSchedule.objects.update(rule="gone")

    with pytest.raises(Refusal, match=r"^fee\.no_rule$"):
        terms_of_schedule(FeeSchedule.objects.get(pk=schedule.pk))


def test_parameters_that_went_wrong_are_refused_and_not_a_fault():
    schedule = shipped("670-2007")
    schedule.params = schedule.params | {"float": "wide"}

    with pytest.raises(Refusal, match=r"^fee\.params$"):
        assess(terms_of_schedule(schedule), figures(10**7))


def test_a_schedule_that_gives_absurd_figures_is_refused_and_not_a_fault():
    schedule = shipped("hall-rates")
    schedule.params = {"kinds": [schedule.params["kinds"][0] | {"rate": 10**15}]}

    with pytest.raises(Refusal, match=r"^fee\.absurd$"):
        assess(terms_of_schedule(schedule), figures(quantity=10**10))


def test_a_cap_is_kept_with_its_figures_and_steps_in_both_languages(at):
    hall, item = HallFactory(), scheduled_item("670-2007", "supervision", policy="cap_and_floor")
    entered = figures("6000000", altitude="1.1", options=["no_fall"])

    made = store(assess(terms_for(item, hall), entered), hall=hall, item=item, at=NOON)

    made = FeeAssessment.objects.get(pk=made.pk)
    assert (made.benchmark, made.cap, made.floor) == (
        Money(21_142_000),
        Money(25_370_400),
        Money(16_913_600),
    )
    assert (made.schedule.version, made.kind, made.policy) == (1, "supervision", "cap_and_floor")
    assert Figures.of_facts(made.inputs) == entered
    assert sum(Fraction(step["amount"]) for step in made.steps) == 211_420
    with translation.override("en"):
        labels = [step["label"] for step in made.said_steps]
    assert labels[2] == "altitude factor 1.1 (2,001–3,000 m)"
    assert "高程调整系数 1.1" in made.said_steps[2]["label"]
    assert [step["amount"] for step in made.said_policy_steps] == ["253704", "169136"]


def test_the_source_names_schedule_version_and_who_adopted_it():
    _chinese, english = source_line(asked("670-2007"))

    assert english == (
        "Construction supervision (发改价格〔2007〕670号), version 1, adopted by Demo City Service "
        "Supermarket: a reference, not law."
    )


def test_a_schedule_in_force_does_not_say_that_it_is_no_law():
    schedule = shipped("670-2007")
    schedule.status = "in_force"

    assert "not law" not in source_line(terms_of_schedule(schedule))[1]


def test_a_curve_has_every_edge_and_its_own_point():
    points = curve(asked("1980-2002", "works"), figures(6_000_000), points=10)

    bases = [base for base, _cap, _floor in points]
    assert bases == sorted(set(bases))
    assert {1_000_000, 5_000_000, 6_000_000, 10_000_000, 12_000_000} <= set(bases)
    assert {base: cap for base, cap, _floor in points}[1_000_000] == 12_000
    assert curve(asked("hall-rates", "SUR-05"), figures(quantity=5)) == []


# --- The form


def form(key: str, query: str, kind: str = "", **kwargs) -> FeeInputsForm:
    return FeeInputsForm(QueryDict(query), terms=asked(key, kind), **kwargs)


def test_the_form_gives_exact_figures():
    entered = form(
        "10-2002-design",
        "base=１０,000,000.50&factor_speciality=1.1&factor_additional=1.1，1.2&option_as_built=on",
    )

    assert entered.is_valid(), entered.errors
    assert entered.figures() == figures(
        "10000000.5", speciality="1.1", additional=["1.1", "1.2"], options=["as_built"]
    )


def test_a_counted_option_is_a_number():
    entered = form("125-2002", "base=100&option_topics=2&option_cut_2011=", "form_prepare")

    assert entered.is_valid(), entered.errors
    assert entered.figures() == figures(100, options=["topics"], counts={"topics": 2})


def test_a_quantity_is_asked_with_its_unit():
    entered = form("hall-rates", "quantity=85.5", "SUR-01")

    assert "亩" in str(entered["quantity"].label)
    assert entered.is_valid()
    assert entered.figures() == figures(quantity="85.5")


def test_one_figure_asks_for_nothing(at):
    entered = FeeInputsForm({}, terms=terms_for(ServiceItemFactory(), HallFactory()))

    assert entered.is_valid()
    assert entered.figures() == Figures()


@pytest.mark.parametrize(
    ("key", "kind", "query", "field"),
    [
        ("670-2007", "", "", "base"),
        ("670-2007", "", "base=0", "base"),
        ("670-2007", "", "base=-5", "base"),
        ("670-2007", "", "base=nan", "base"),
        ("670-2007", "", "base=1.234", "base"),
        ("670-2007", "", "base=5&factor_altitude=9", "factor_altitude"),
        ("670-2007", "", "base=5&factor_altitude=high", "factor_altitude"),
        ("670-2007", "", "base=5&factor_altitude=1.1,1.1", "factor_altitude"),
        ("10-2002-design", "", "base=5&factor_additional=" + "1.1 " * 30, "factor_additional"),
        ("125-2002", "form_prepare", "base=5&option_topics=21", "option_topics"),
        ("hall-rates", "SUR-01", "quantity=", "quantity"),
        ("hall-rates", "SUR-01", "quantity=0", "quantity"),
        ("hall-rates", "SUR-01", "quantity=٣", "quantity"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(key, kind, query, field):
    entered = form(key, query, kind)

    assert list(entered.errors) == [field]


def test_a_factor_from_an_address_stays_choosable():
    shown = str(form("670-2007", "base=5&factor_complexity=0.9")["factor_complexity"])

    assert '<option value="0.9" selected>' in shown


def test_the_form_begins_with_figures_that_were_entered_before():
    before = figures("600.5", additional=["1.1", "1.2"], options=["as_built"])

    terms = asked("10-2002-design")
    shown = FeeInputsForm(terms=terms, initial=FeeInputsForm.initial_of(before)).as_p()

    assert 'value="600.50"' in shown
    assert 'value="1.1, 1.2"' in shown
    assert "checked" in shown
