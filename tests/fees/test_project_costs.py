"""The caps of a whole project's services, added up for the figures of an example."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.charts import read_chart
from marketplace.fees.models import FeeOverride
from marketplace.fees.project_costs import costs_of
from marketplace.kernel.money import Money
from marketplace.models import ApprovalItem, ProjectType, ServiceItem
from tests.factories import NOON, UserFactory
from tests.marketplace.city import SHIPPED, kept_city

pytestmark = pytest.mark.django_db

CODES = [each["code"] for each in SHIPPED["project_types"]]


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_city(django_db_blocker) as hall:
        yield hall


@pytest.fixture
def hall(kept, at):
    return kept


def costs(code, hall, **bases):
    chart = read_chart(ProjectType.objects.get(code=code), on=NOON.date())
    return costs_of(chart, hall, {key: Money.of_major(yuan) for key, yuan in bases.items()})


def line(found, code):
    return next(each for each in found.lines if each.item.code == code)


def test_a_cap_follows_from_the_base_with_the_factors_of_the_type(hall):
    found = costs("school", hall, estimated_investment=100_000_000)

    feasibility = line(found, "CON-02")
    assert "factor_industry=0.8" in feasibility.url
    assert feasibility.cap == Money(22_400_000)  # 280,000 yuan at 100 million, times 0.8


def test_a_fixed_cap_a_market_price_and_an_area(hall):
    found = costs("plant", hall)

    assert (line(found, "ENE-01").cap, line(found, "ENE-01").why) == (Money(22_000_000), "")
    assert line(found, "SUR-03").why == "quantity"
    assert line(found, "EIA-01").why == "base"
    assert {each.why for each in found.open} == {"quantity", "market", "base"}


def test_the_sums_are_those_of_the_lines(hall):
    found = costs("road", hall, estimated_investment=300_000_000)

    assert found.most.minor == sum(each.cap.minor for each in found.capped)
    required = [each for each in found.capped if each.item.duty == "required"]
    assert found.least.minor == sum(each.cap.minor for each in required)


def test_what_nobody_has_to_buy_is_not_added(hall):
    codes = {each.item.code for each in costs("plant", hall).lines}

    assert not codes & {"ENE-02", "EIA-03", "LTN-01", "TEN-01"}


@pytest.mark.parametrize("code", CODES)
def test_every_factor_that_a_type_names_is_found_in_its_schedule(hall, code):
    said = next(each for each in SHIPPED["project_types"] if each["code"] == code)["fee_factors"]
    found = costs(code, hall, estimated_investment=200_000_000)

    for each in found.capped:
        if each.item.fee_schedule in said:
            assert each.url.count("factor_") == len(said[each.item.fee_schedule])


def test_a_halls_own_terms_count(hall):
    FeeOverride.objects.create(
        hall=hall,
        item=ServiceItem.objects.get(code="ENE-01"),
        version=1,
        policy="absolute",
        cap_minor=100,
        reason="own",
        adopted_at=NOON,
        adopted_by=UserFactory(),
    )

    assert line(costs("plant", hall), "ENE-01").cap == Money(100)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_shows_an_example_and_then_ones_own_figures(client, hall, prefix):
    example = client.get(f"{prefix}/fees/projects/school/")
    own = client.get(f"{prefix}/fees/projects/school/?estimated_investment=100000000")

    assert example.context["is_example"]
    assert not own.context["is_example"]
    assert "224,000.00" in own.content.decode()
    assert ("What services cost at most" if prefix else "school") in own.content.decode()


@pytest.mark.parametrize("figure", ["-1", "lots", "1.234", "9" * 30, "٣"])
def test_a_figure_that_cannot_be_read_is_told(client, hall, figure):
    response = client.get("/fees/projects/school/", {"estimated_investment": figure})

    assert response.status_code == 422
    assert response.context["costs"] is None


def test_the_charts_page_has_the_sum(client, hall):
    shown = client.get("/en/projects/school/").content.decode()

    assert "What services cost at most" in shown
    assert 'action="/en/fees/projects/school/"' in shown


def test_a_type_that_is_not_there_has_no_costs(client, hall):
    assert client.get("/fees/projects/none/").status_code == 404


def test_the_sum_takes_as_many_queries_for_many_services_as_for_few(client, hall):
    def queries():
        client.get("/fees/projects/plant/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/fees/projects/plant/")
        return len(captured)

    for_many = queries()
    ApprovalItem.objects.exclude(name_zh__contains="环境影响").delete()

    assert queries() == for_many
