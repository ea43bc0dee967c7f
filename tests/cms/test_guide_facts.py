"""A guide reads the record: when an item changes, its guide follows, and nobody edits a page."""

import re

import pytest
from django.utils.translation import override

from cms.pages.commands import write_guides
from cms.pages.models import GuidePage
from marketplace.models import Event
from tests.factories import NOON, HallFactory, ServiceItemFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.charts import ProjectTypeFactory
from tests.factories.fees import scheduled_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_pages", "at")]

IN_BOTH = [("/guides/eia-01/", "zh-hans"), ("/en/guides/eia-01/", "en")]


def read(client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def guided(**columns):
    """Return an item with its guides in both languages."""
    item = ServiceItemFactory(code="EIA-01", **columns)
    write_guides(["EIA-01"])
    return item


@pytest.mark.parametrize(("address", "language"), IN_BOTH)
def test_days_and_cap_follow_the_record_with_no_page_edited(client, address, language):
    item = guided(standard_days=17, cap_minor=12_345_600, cap_source_zh="某表")
    published = Event.objects.filter(kind="page.published").count()
    with override(language):
        before = read(client, address)

    item.standard_days, item.cap_minor = 23, 65_432_100
    item.save()

    with override(language):
        after = read(client, address)
    for day, cap, page, gone in [(17, "123,456.00", before, after), (23, "654,321.00", after, "")]:
        assert re.search(rf'figure__value">\s*{day}\s', page)
        assert cap in page
        assert cap not in gone
    assert Event.objects.filter(kind="page.published").count() == published


@pytest.mark.parametrize(("address", "language"), IN_BOTH)
def test_papers_steps_and_questions_follow_the_record(client, address, language):
    item = guided()
    word = "新的" if language == "zh-hans" else "brand new"
    item.papers = [{"zh": "新的材料", "en": "brand new paper"}]
    item.steps = [{"zh": "新的步骤", "en": "brand new step"}]
    item.questions = [
        {
            "question_zh": "新的问题",
            "question_en": "brand new question",
            "answer_zh": "新的回答",
            "answer_en": "brand new answer",
        }
    ]
    item.save()

    with override(language):
        assert read(client, address).count(word) >= 4


def test_a_guide_of_an_item_that_left_the_catalogue_says_so(client):
    item = guided()
    item.retired_on = NOON.date()
    item.save()

    with override("en"):
        page = read(client, "/en/guides/eia-01/")

    assert "This service left the catalogue on" in page
    assert "Begin a notice</a>" not in page.split("guide-aside")[1].split("</aside>")[0]


def test_the_contents_name_what_the_page_has(client):
    guided(papers=[], steps=[], questions=[])

    page = read(client, "/guides/eia-01/")

    named = re.findall(r'contents__link" href="#([\w-]+)"', page)
    assert named == ["time", "cap", "who", "duty", "place", "market"]
    assert all(f'id="{anchor}"' in page for anchor in named)


def test_no_id_stands_twice(client):
    guided(questions=[], papers=[{"zh": "甲", "en": "A"}])

    ids = re.findall(r'\sid="([^"]+)"', client.get("/guides/eia-01/").content.decode())

    assert [each for each in ids if ids.count(each) > 1] == []


def test_agencies_that_offer_it_are_counted_and_the_first_named(client):
    item = guided()
    for _each in range(7):
        AgencyFactory(offers=[item])
    AgencyFactory(offers=[item], suspended=True)

    with override("en"):
        page = read(client, "/en/guides/eia-01/")

    assert "7 agencies offer this service" in page
    assert page.count('data-label="Committed working days"') == 5
    assert f"/en/agencies/?item={item.code}" in page


def test_a_guide_takes_as_many_queries_for_seven_agencies_as_for_one(
    client, django_assert_max_num_queries
):
    item = guided()
    AgencyFactory(offers=[item])
    client.get("/guides/eia-01/")
    with django_assert_max_num_queries(80) as one:
        client.get("/guides/eia-01/")
    for _each in range(6):
        AgencyFactory(offers=[item])

    with django_assert_max_num_queries(80) as seven:
        client.get("/guides/eia-01/")

    assert len(seven) == len(one)


def test_the_calculator_answers_on_the_guide_itself(client):
    HallFactory()
    item = scheduled_item()
    write_guides([item.code])
    guide = GuidePage.objects.get(locale__language_code="en")

    with override("en"):
        page = read(client, f"{guide.url}?base=40000000")

    assert "CNY 142,857.14" in page
    assert f'action="{guide.url}#calculator"' in page
    assert 'class="chart__svg"' in page


def test_before_anything_is_entered_the_calculator_shows_a_usual_figure(client):
    HallFactory()
    item = scheduled_item(typical={"of": "base", "low_yuan": 1, "high_yuan": 40_000_000})
    write_guides([item.code])
    guide = GuidePage.objects.get(locale__language_code="en")

    with override("en"):
        page = read(client, guide.url)

    assert 'value="40000000.00"' in page
    assert "CNY 142,857.14" in page


@pytest.mark.parametrize("figure", ["-1", "x", "", "9" * 40])
def test_a_figure_that_cannot_be_read_is_refused_on_the_page(client, figure):
    HallFactory()
    item = scheduled_item()
    write_guides([item.code])

    answer = client.get(GuidePage.objects.first().url, {"base": figure})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_it_names_the_projects_that_need_it_and_their_approvals(client):
    item = guided()
    plant = ProjectTypeFactory(code="plant", name_en="Plant", needs=[item])
    ProjectTypeFactory(name_en="Gone", needs=[item], retired_on=NOON.date())

    with override("en"):
        page = read(client, "/en/guides/eia-01/")

    assert f'<a href="/en/projects/{plant.code}/">Plant</a>' in page
    assert "Approval 0" in page
    assert "Gone" not in page
