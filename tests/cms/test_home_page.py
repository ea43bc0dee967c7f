"""The home page: a search box, and what the apps have to show."""

import pytest
from wagtail import hooks

from cms.pages.commands import write_guides
from cms.pages.models import HomePage
from cms.shelves import shelves
from marketplace.models import ServiceItem
from marketplace.slots import Panel
from tests.factories import NOON, ServiceCategoryFactory, ServiceItemFactory
from tests.factories.agencies import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_pages", "at")]

Stage = ServiceItem.Stage


def test_the_search_box_leads_to_the_search_page(client):
    shown = client.get("/").content.decode()

    assert 'role="search" method="get" action="/search/"' in shown
    assert 'href="/search/?q=%E9%80%A0%E4%BB%B7%E5%92%A8%E8%AF%A2"' in shown


def test_the_catalogue_stands_by_stage_and_category():
    early = ServiceCategoryFactory(place=1, name_zh="测绘")
    late = ServiceCategoryFactory(place=2, name_zh="检测")
    for category, stage in [(late, "acceptance"), (late, "approval"), (early, "approval")]:
        ServiceItemFactory(category=category, stage=stage)

    found = shelves()

    assert [(shelf.stage, [each.name for each in shelf.categories]) for shelf in found.stages] == [
        ("approval", ["测绘", "检测"]),
        ("acceptance", ["检测"]),
    ]
    assert (found.category_count, found.item_count) == (2, 3)


def test_a_category_counts_each_listed_agency_once():
    category = ServiceCategoryFactory()
    items = [ServiceItemFactory(category=category) for _each in range(2)]
    AgencyFactory(offers=items)
    AgencyFactory(offers=items[:1])
    AgencyFactory(offers=items[:1], suspended=True)
    AgencyFactory(offers=items[:1]).services.update(is_active=False)

    [shelf] = shelves().stages

    assert [(each.items, each.agencies) for each in shelf.categories] == [(2, 2)]


def test_a_category_leads_to_as_many_agencies_as_it_counts(client):
    category = ServiceCategoryFactory()
    early, late = (
        ServiceItemFactory(category=category, stage=stage) for stage in ("approval", "acceptance")
    )
    AgencyFactory(offers=[early])
    AgencyFactory(offers=[late])

    counted = [each.agencies for shelf in shelves().stages for each in shelf.categories]
    address = f"/agencies/?category={category.code}"

    assert counted == [2, 2]
    assert f'href="{address}"' in client.get("/").content.decode()
    assert client.get(address).context["page"].paginator.count == 2


def test_a_retired_item_stands_on_no_shelf():
    ServiceItemFactory(retired_on=NOON.date())

    assert shelves().stages == []


def test_the_catalogue_is_read_in_two_queries(django_assert_num_queries):
    for _each in range(3):
        ServiceItemFactory()

    with django_assert_num_queries(2):
        shelves()


def test_an_empty_catalogue_is_no_error(client):
    assert client.get("/").status_code == 200


def test_the_home_page_takes_as_many_queries_for_three_guides_as_for_one(
    client, django_assert_max_num_queries
):
    write_guides([ServiceItemFactory().code])
    client.get("/")
    with django_assert_max_num_queries(60) as one:
        client.get("/")
    write_guides([ServiceItemFactory().code for _each in range(2)])

    with django_assert_max_num_queries(60) as three:
        client.get("/")

    assert len(three) == len(one)


def test_an_app_can_show_something_beside_the_search_box(client):
    def offer(slot, thing, request):
        if slot == "home_mast" and isinstance(thing, HomePage):
            yield Panel("marketplace/components/figure.html", {"value": "77", "name": "times"})

    with hooks.register_temporarily("register_panels", offer):
        shown = client.get("/").content.decode()

    assert "mast__split" in shown
    assert ">77<" in shown
