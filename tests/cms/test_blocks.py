"""Blocks read the record in the reader's language, also of an item that has left it."""

import json

import pytest
from django.utils.translation import override

from cms.blocks import ProseStreamBlock, ScenarioStreamBlock
from cms.blocks.choosing import ItemChooserBlock
from cms.pages.commands import publish_new
from cms.pages.models import ContactPage, HomePage, StandardPage
from marketplace.live_figures import figure_of
from tests.factories import NOON, HallFactory, ServiceItemFactory
from tests.factories.charts import ProjectTypeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_pages", "at")]


def show(client, *blocks: tuple, language: str = "en") -> str:
    """Return a page with these blocks, as a visitor reads it."""
    home = HomePage.objects.get(locale__language_code=language)
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    page = publish_new(home, StandardPage(title="T", slug="t", locale=home.locale, body=body))
    with override(language):
        answer = client.get(page.url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


BILINGUAL = {"name_zh": "测绘", "name_en": "Survey", "standard_days": 17, "cap_minor": 12_345_600}
OF_ITEM = ("item_card", "cap_of_item", "days_of_item", "credentials")


@pytest.mark.parametrize("kind", OF_ITEM)
@pytest.mark.parametrize(("language", "name"), [("zh-hans", "测绘"), ("en", "Survey")])
def test_an_item_is_named_in_the_readers_language(client, kind, language, name):
    item = ServiceItemFactory(**BILINGUAL)

    assert name in show(client, (kind, {"item": item.pk}), language=language)


@pytest.mark.parametrize("kind", OF_ITEM)
def test_an_item_that_left_the_catalogue_is_told_to_have_left(client, kind):
    item = ServiceItemFactory(**BILINGUAL, retired_on=NOON.date())

    assert "left the catalogue on" in show(client, (kind, {"item": item.pk}))


@pytest.mark.parametrize("kind", [*OF_ITEM, "chart_of_project"])
def test_a_row_that_is_gone_leaves_no_trace_and_no_failure(client, kind):
    field = "project_type" if kind == "chart_of_project" else "item"

    show(client, (kind, {field: 999_999}))


def test_cap_and_days_are_the_records(client):
    item = ServiceItemFactory(**BILINGUAL)
    value = {"item": item.pk}

    page = show(client, ("cap_of_item", value), ("days_of_item", value))

    assert "CNY 123,456.00" in page
    assert 'figure__value">17 ' in page


def test_a_list_has_the_items_of_a_category_and_of_those_below_it(client):
    item, other = ServiceItemFactory(name_en="Within"), ServiceItemFactory(name_en="Outside")
    gone = ServiceItemFactory(name_en="Gone", category=item.category, retired_on=NOON.date())

    page = show(client, ("item_list", {"category": item.category.pk, "stage": ""}))

    assert "Within" in page
    assert other.name_en not in page
    assert gone.name_en not in page


def test_a_list_of_a_stage_has_its_items(client):
    ServiceItemFactory(name_en="Within", stage="acceptance")
    ServiceItemFactory(name_en="Outside", stage="approval")

    page = show(client, ("item_list", {"category": None, "stage": "acceptance"}))

    assert "Within" in page
    assert "Outside" not in page


def test_a_live_figure_is_counted_when_the_page_is_read(client):
    for _each in range(3):
        ServiceItemFactory()

    page = show(client, ("live_figure", {"figure": "catalogue.items"}))

    assert 'figure__value">3<' in page


def test_a_figure_whose_app_is_gone_shows_nothing(client):
    assert figure_of("xyzzy") is None
    assert "figure__value" not in show(client, ("live_figure", {"figure": "xyzzy"}))


def test_a_list_of_notices_says_when_none_is_open(client):
    page = show(client, ("notice_list", {"heading": "", "item": None, "count": 3}))

    assert "No notice is open at present" in page


def test_contact_is_the_halls(client):
    HallFactory(phone="0760-12345", address_en="1 Lake Road")

    page = show(client, ("contact", {"heading": "Come", "shows": "office"}))

    assert "1 Lake Road" in page
    assert 'href="tel:0760-12345"' in page


def test_the_contact_page_is_the_halls_too_and_leads_to_a_map(client):
    HallFactory(phone="0760-12345", address_en="1 Lake Road")
    ContactPage.objects.update(map_url="https://maps.example.org/", directions="Bus 1")

    with override("en"):
        page = client.get("/en/contact/").content.decode()

    for told in ("1 Lake Road", "0760-12345", "https://maps.example.org/", "Bus 1"):
        assert told in page


def test_before_a_hall_is_open_the_contact_page_says_so(client):
    with override("en"):
        assert "has not opened yet" in client.get("/en/contact/").content.decode()


def test_a_chart_of_a_project_is_drawn(client):
    item = ServiceItemFactory(name_en="Survey")
    project_type = ProjectTypeFactory(name_en="Plant", needs=[item])

    page = show(client, ("chart_of_project", {"project_type": project_type.pk}))

    assert "Plant" in page
    assert "Survey" in page


TABLE = {
    "caption": "Days",
    "table": {
        "caption": "",
        "columns": [{"type": "text", "heading": "What"}, {"type": "number", "heading": "Days"}],
        "rows": [{"values": ["First", "1"]}],
    },
    "note": "",
}


def test_a_table_has_a_name_heads_and_numbers_flush_right(client):
    page = show(client, ("table", TABLE))

    assert "<caption>Days</caption>" in page
    assert '<th scope="col" class="number">Days</th>' in page
    assert '<th scope="row">First</th><td class="number">1</td>' in page


def test_words_stand_in_their_shapes(client):
    page = show(
        client,
        ("callout", {"kind": "warn", "title": "Mind", "text": "<p>this</p>"}),
        ("accordion", {"heading": "More", "parts": [{"title": "Part", "text": "<p>x</p>"}]}),
        ("step", {"heading": "One", "text": "<p>a</p>", "days": 3}),
        ("step", {"heading": "Two", "text": "<p>b</p>", "days": None}),
    )

    assert "message--warn" in page
    assert '<summary class="disclosure__summary">Part</summary>' in page
    assert page.count('<ol class="steps">') == 1


def test_an_item_is_chosen_from_a_list_that_tells_who_left():
    kept = ServiceItemFactory(code="A-1", name_zh="甲")
    gone = ServiceItemFactory(code="A-2", name_zh="乙", retired_on=NOON.date())

    with override("en"):
        field = ItemChooserBlock().field
        labels = [str(field.label_from_instance(item)) for item in (kept, gone)]

    assert labels[0].startswith("A-1 ")
    assert "left the catalogue" in labels[1]
    assert ItemChooserBlock().clean(gone) == gone


def test_every_block_of_a_page_has_a_template_and_a_name():
    for stream in (ProseStreamBlock(), ScenarioStreamBlock()):
        for name, block in stream.child_blocks.items():
            assert block.meta.template, name
            assert str(block.label), name
