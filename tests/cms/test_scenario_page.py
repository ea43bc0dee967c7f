"""A scenario guide reads its project type: stages, approvals, items and what is free."""

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from cms.pages.commands import write_scenarios
from cms.pages.models import GuidePage, ScenarioPage
from marketplace.slots import links_for
from tests.factories import NOON, ServiceItemFactory
from tests.factories.charts import BundleFactory, ProjectTypeFactory, add_public_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_pages", "at")]


def plant(**columns):
    """Return a project type with two items and its scenario guides."""
    items = [
        ServiceItemFactory(stage="approval", name_zh="环评", name_en="Assessment"),
        ServiceItemFactory(stage="acceptance", name_zh="测绘", name_en="Survey"),
    ]
    project_type = ProjectTypeFactory(
        code="plant", name_zh="工业厂房", name_en="Industrial plant", needs=items, **columns
    )
    write_scenarios()
    return project_type, items


@pytest.mark.parametrize(
    ("address", "language", "told"),
    [
        ("/scenarios/plant/", "zh-hans", ("我要建工业厂房", "环评", "测绘", "10 个工作日")),
        (
            "/en/scenarios/plant/",
            "en",
            ("I want to build: Industrial plant", "Assessment", "Survey", "10 working days"),
        ),
    ],
)
def test_it_shows_stages_and_items_in_each_language(client, address, language, told):
    plant()

    with override(language):
        shown = client.get(address).content.decode()

    for text in told:
        assert text in shown


def test_it_follows_the_record(client):
    project_type, items = plant()
    items[0].standard_days = 37
    items[0].save()
    add_public_service(project_type, stage="approval", name="Clerk")

    with override("en"):
        shown = client.get("/en/scenarios/plant/").content.decode()

    assert "37 working days" in shown
    assert "Free of charge from the hall" in shown
    assert "Clerk" in shown


def test_a_bundle_stands_there_where_the_project_needs_two_of_its_items(client):
    _type, items = plant()
    BundleFactory(name_en="Two in one", items=items)
    BundleFactory(name_en="Another pair", items=[items[0], ServiceItemFactory()])

    with override("en"):
        shown = client.get("/en/scenarios/plant/").content.decode()

    assert "Two in one" in shown
    assert "Another pair" not in shown


def test_a_type_that_left_the_catalogue_keeps_its_page(client):
    project_type, _items = plant()
    project_type.retired_on = NOON.date()
    project_type.save()

    with override("en"):
        answer = client.get("/en/scenarios/plant/")

    assert answer.status_code == 200
    assert "left the catalogue" in answer.content.decode()


def test_a_project_type_leads_to_its_scenario():
    project_type, _items = plant()

    assert ("我要建工业厂房", "/scenarios/plant/") in links_for(project_type)


def test_a_page_takes_as_many_queries_for_four_items_as_for_two(
    client, django_assert_max_num_queries
):
    plant()
    client.get("/scenarios/plant/")
    with django_assert_max_num_queries(60) as two:
        client.get("/scenarios/plant/")
    more = ProjectTypeFactory(
        code="road", needs=[ServiceItemFactory(stage="approval") for _each in range(4)]
    )
    write_scenarios()

    with django_assert_max_num_queries(60) as four:
        assert client.get(f"/scenarios/{more.code}/").status_code == 200

    assert len(four) <= len(two)


def test_a_second_call_writes_nothing():
    plant()

    assert write_scenarios() == []


def test_the_index_lists_the_scenarios(client):
    plant()

    assert "我要建工业厂房" in client.get("/scenarios/").content.decode()


def test_an_index_without_scenarios_says_where_to_look_instead(client):
    assert 'class="empty' in client.get("/scenarios/").content.decode()


def test_all_writes_a_page_for_every_item_and_every_type(capsys):
    plant()
    ScenarioPage.objects.all().delete()

    call_command("write_guides", "--all")
    call_command("write_guides", "--all")

    assert (GuidePage.objects.count(), ScenarioPage.objects.count()) == (4, 2)
    assert "every guide is there already" in capsys.readouterr().out


@pytest.mark.parametrize("args", [[], ["EIA-01", "--all"]])
def test_codes_and_all_are_not_both_given(args):
    with pytest.raises(CommandError, match="not both"):
        call_command("write_guides", *args)
