"""The public calculator: one address, one result, in both languages and for any input."""

import pytest

from tests.factories import NOON, HallFactory, ServiceItemFactory
from tests.factories.fees import schedule_of, scheduled_item

pytestmark = pytest.mark.django_db
URL = "/fees/"
EXAMPLE = {"schedule": "1980-2002", "kind": "works", "base": "60000000"}


@pytest.fixture(autouse=True)
def hall(at):
    return HallFactory()


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_without_figures_it_explains_itself(client):
    response = client.get(f"/en{URL}")

    assert response.status_code == 200
    assert "How a cap is found" in text(response)
    assert "A schedule is a reference, not law" in text(response)


def test_the_example_printed_in_the_standard_is_found_with_its_five_steps(client):
    schedule_of("1980-2002")

    page = text(client.get(f"/en{URL}", EXAMPLE))

    for amount in ("10,000", "28,000", "27,500", "140,000", "20,000", "225,500"):
        assert f'<span class="nowrap">{amount}</span>' in page
    assert "CNY 225,500.00" in page
    assert "CNY 270,600.00" in page
    assert "CNY 180,400.00" in page
    assert "a reference, not law" in page


def test_an_item_is_computed_by_its_own_policy(client):
    item = scheduled_item()

    response = client.get(URL, {"item": item.code, "base": "40000000"})

    assert response.context["assessed"].cap.minor == 14_285_714
    assert response.context["assessed"].floor is None
    assert "1,000,000/7" in text(response)
    assert "≈ 142,857.14" in text(response)


def test_factors_and_options_stand_in_the_address(client):
    schedule_of("10-2002-design")
    query = {
        "schedule": "10-2002-design",
        "base": "15600000",
        "factor_complexity": "1.15",
        "factor_additional": "1.1,1.2",
    }

    response = client.get(URL, query)

    # 57 × 1.15 × (1.1 + 1.2 − 1) = 85.2150 (10,000 yuan), × 1.2 = 102.258
    assert response.context["assessed"].benchmark.minor == 85_215_000
    assert response.context["assessed"].cap.minor == 102_258_000
    assert "factor_additional=1.1%2C1.2" in response.context["address"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"item": "NOTHING"}, "is not one of the choices"),
        ({"schedule": "nothing"}, "is not one of the choices"),
        ({"schedule": "1980-2002"}, "is not one of the choices"),
        ({"schedule": "1980-2002", "kind": "nothing"}, "is not one of the choices"),
        ({"base": "100"}, "Choose a service item, or a schedule."),
        ({**EXAMPLE, "base": "-1"}, "below zero"),
        ({**EXAMPLE, "base": "0"}, "Enter at least"),
        ({**EXAMPLE, "base": "NaN"}, "is not an amount"),
        ({**EXAMPLE, "base": "1e9"}, "is not an amount"),
        ({**EXAMPLE, "base": "١٠٠"}, "Write figures with the digits 0 to 9"),
        ({**EXAMPLE, "base": "1.005"}, "finer than a fen"),
        ({**EXAMPLE, "base": "9" * 30}, "largest that can be entered"),
        ({**EXAMPLE, "base": "9" * 3000}, "too many for a figure"),
        ({**EXAMPLE, "base": ""}, "Fill this in."),
        ({**EXAMPLE, "factor_industry": "1.2"}, "does not ask for “factor_industry”"),
        ({**EXAMPLE, "quantity": "3"}, "does not ask for “quantity”"),
    ],
)
def test_bad_input_is_told_with_422(query, words, client):
    schedule_of("1980-2002")

    response = client.get(f"/en{URL}", query)

    assert response.status_code == 422
    assert words in text(response)
    assert "to put right" in text(response)


def test_an_item_and_a_schedule_at_once_are_refused(client):
    item = scheduled_item()

    response = client.get(f"/en{URL}", {"item": item.code, "schedule": "1283-1999:proposal_review"})

    assert response.status_code == 422
    assert "Choose an item or a schedule, and not both." in text(response)


def test_an_item_whose_schedule_nobody_loaded_says_so(client):
    item = scheduled_item()
    type(item).objects.filter(pk=item.pk).update(fee_schedule="never-loaded")

    response = client.get(f"/en{URL}", {"item": item.code})

    assert response.status_code == 422
    assert "fee.no_schedule" in text(response)


def test_factors_out_of_range_are_told(client):
    item = scheduled_item()

    response = client.get(
        f"/en{URL}", {"item": item.code, "base": "50000000", "factor_industry": "9"}
    )

    assert response.status_code == 422
    assert "Give a number from 0.7 to 1.3." in text(response)


def test_below_the_first_point_there_is_no_figure_and_the_steps_say_why(client):
    item = scheduled_item()

    page = client.get(f"/en{URL}", {"item": item.code, "base": "29999999.99"})

    assert page.status_code == 200
    assert page.context["assessed"].cap is None
    assert "Below the first point of the table the schedule gives no figure" in text(page)
    assert "no figure follows" in text(page)


def test_a_fixed_cap_is_shown_as_it_is(client):
    item = ServiceItemFactory()

    page = client.get(f"/en{URL}", {"item": item.code})

    assert page.status_code == 200
    assert "CNY 20,000.00" in text(page)
    assert page.context["curve"] is None


def test_a_market_price_has_no_cap(client):
    item = ServiceItemFactory(fee_policy="market", cap_minor=None)

    page = client.get(f"/en{URL}", {"item": item.code})

    assert page.status_code == 200
    assert "Market price: there is no cap." in text(page)


def test_an_item_that_left_the_catalogue_is_still_computed_where_it_is_asked_for(client):
    item = scheduled_item(retired_on=NOON.date())

    asked = client.get(URL, {"item": item.code, "base": "40000000"})

    assert asked.context["assessed"].cap.minor == 14_285_714
    assert item.code not in text(client.get(URL))


def test_a_quantity_is_asked_for_where_the_rate_is_for_a_unit(client):
    item = scheduled_item("hall-rates", "SUR-03")

    asked = client.get(f"/en{URL}", {"item": item.code})
    found = client.get(f"/en{URL}", {"item": item.code, "quantity": "60,000"})

    assert "square metre of floor area" in text(asked)
    assert found.context["assessed"].cap.minor == 4_800_000


def test_the_chart_has_words_and_the_same_values_as_a_table(client):
    item = scheduled_item()

    page = client.get(f"/en{URL}", {"item": item.code, "base": "40000000"})

    shown = text(page)
    assert 'role="img" aria-labelledby="curve-title curve-desc"' in shown
    assert "your cap: CNY 142,857.14" in shown
    assert shown.count('<tr><th scope="row">40,000,000.00') == 1
    assert "style=" not in shown.partition("<main")[2]


def test_both_languages_tell_the_same_figures(client):
    item = scheduled_item()
    query = {"item": item.code, "base": "40000000"}

    chinese, english = client.get(URL, query), client.get(f"/en{URL}", query)

    assert "142,857.14 元" in text(chinese)
    assert "CNY 142,857.14" in text(english)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(method, client):
    assert getattr(client, method)(URL).status_code == 405
