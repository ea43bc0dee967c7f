"""The pages of the schedules, and what an item's page says of its own."""

import pytest

from marketplace.fees.data import shipped_schedules
from marketplace.fees.models import FeeSchedule
from tests.factories import HallFactory
from tests.factories.fees import schedule_of, scheduled_item

pytestmark = pytest.mark.django_db
KEYS = [row["key"] for row in shipped_schedules()]


@pytest.fixture(autouse=True)
def hall(at):
    return HallFactory()


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_without_a_schedule_the_list_says_so(client):
    assert "No fee schedule is loaded yet" in text(client.get("/en/fees/schedules/"))


def test_the_list_names_every_schedule_once(client):
    for key in KEYS:
        schedule_of(key)

    page = text(client.get("/en/fees/schedules/"))

    for key in KEYS:
        assert page.count(f'href="/en/fees/schedules/{key}/"') == 1
    assert "计价格〔2002〕1980号" in page
    assert "Reference" in page


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["", "/en"])
def test_each_schedule_has_a_page_with_its_tables(key, language, client):
    schedule = schedule_of(key)

    page = client.get(f"{language}/fees/schedules/{key}/")

    assert page.status_code == 200
    assert page.context["tables"]
    assert all(
        len(row) == len(table.heads) for table in page.context["tables"] for row in table.rows
    )
    assert schedule.citation_zh[:20] in text(page) or language


def test_the_printed_figures_stand_in_the_tables(client):
    schedule_of("670-2007")
    schedule_of("125-2002")

    points = text(client.get("/en/fees/schedules/670-2007/"))
    bands = text(client.get("/en/fees/schedules/125-2002/"))

    assert '<tr><th scope="row">1,000,000</th><td class="number">10,390.1</td></tr>' in points
    assert "whole amount × 1.039%" in points
    assert "7 and over" in bands
    assert "6–15" in bands


def test_an_earlier_version_is_kept_and_says_that_it_is_not_the_newest(client):
    first = schedule_of("670-2007")
    FeeSchedule.objects.filter(pk=first.pk).update(title_en="First")
    first.pk, first.version, first.title_en = None, 2, "Second"
    first.save()

    newest = text(client.get("/en/fees/schedules/670-2007/"))
    earlier = text(client.get("/en/fees/schedules/670-2007/?version=1"))

    assert "<h1>Second</h1>" in newest
    assert "<h1>First</h1>" in earlier
    assert "There is a newer version" in earlier
    assert client.get("/en/fees/schedules/670-2007/?version=3").status_code == 404


@pytest.mark.parametrize("key", ["nothing", "..", "1980-2002'"])
def test_an_unknown_schedule_is_not_found(key, client):
    assert client.get(f"/fees/schedules/{key}/").status_code == 404


def test_an_items_page_names_schedule_policy_example_and_calculator(client):
    typical = {"of": "base", "low_yuan": 30000000, "high_yuan": 40000000}
    item = scheduled_item(typical=typical)

    page = text(client.get(f"/en/items/{item.code}/"))

    assert 'href="/en/fees/schedules/1283-1999/"' in page
    assert "at most <b>CNY 142,857.14</b>" in page
    assert f'href="/en/fees/?item={item.code}&amp;base=40000000"' in page
    assert f'href="/en/fees/?item={item.code}"' in page
    assert "by schedule" in page


def test_an_item_whose_schedule_is_missing_still_has_a_page(client):
    item = scheduled_item()
    type(item).objects.filter(pk=item.pk).update(fee_schedule="never-loaded")

    page = client.get(f"/en/items/{item.code}/")

    assert page.status_code == 200
    assert "never-loaded" in text(page)


def test_the_menu_leads_to_the_calculator(client):
    assert 'href="/en/fees/"' in text(client.get("/en/items/"))
