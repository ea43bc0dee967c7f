"""A guide reads its figures from the catalogue, so that none is typed twice."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import strip_tags

from cms.blocks import GuideStreamBlock
from cms.mixins import guide_page_models, guides_in
from cms.pages.models import GuideIndexPage, GuidePage
from marketplace.models import Event
from marketplace.slots import links_for
from tests.factories import ServiceItemFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_pages", "at")]

BODY = [
    {"type": "item_facts", "value": None},
    {"type": "fee_cap", "value": None},
    {"type": "item_papers", "value": None},
    {"type": "item_steps", "value": None},
    {"type": "item_questions", "value": None},
    {"type": "paragraph", "value": "<p>先签合同。</p>"},
    {"type": "step", "value": {"heading": "移交资料", "text": "<p>按清单。</p>", "days": 3}},
    {"type": "step", "value": {"heading": "现场踏勘", "text": "<p>约时间。</p>", "days": None}},
    {"type": "question", "value": {"question": "多久？", "answer": "<p>看标准时限。</p>"}},
]


def guide(item, *, language="zh-hans", title="怎么办环评", **columns):
    index = GuideIndexPage.objects.get(locale__language_code=language)
    page = GuidePage(
        title=title,
        slug=f"guide-{item.code.lower()}",
        item=item,
        body=json.dumps(BODY),
        locale=index.locale,
        **columns,
    )
    return index.add_child(instance=page)


def test_a_guide_shows_cap_days_and_basis_of_its_item(client):
    item = ServiceItemFactory(
        standard_days=17,
        cap_minor=12_345_600,
        cap_source_zh="某表",
        legal_basis_zh="某法第九条",
        papers=[{"zh": "营业执照", "en": "Business licence"}],
        steps=[{"zh": "现场踏勘", "en": "Visit"}],
        questions=[{"question_zh": "多久？", "answer_zh": "看情况。"}],
    )

    shown = client.get(guide(item).url).content.decode()

    for figure in (
        "17 个工作日",
        "123,456.00 元",
        "某表",
        "某法第九条",
        "营业执照",
        "现场踏勘",
        "看情况",
    ):
        assert figure in shown


def test_a_changed_cap_changes_the_guide(client):
    item = ServiceItemFactory(cap_minor=100_000)
    page = guide(item)
    item.cap_minor = 200_000
    item.save()

    shown = client.get(page.url).content.decode()

    assert "2,000.00 元" in shown
    assert "1,000.00 元" not in shown


def test_an_item_at_market_price_has_no_cap_to_show(client):
    item = ServiceItemFactory(cap_minor=None, cap_source_zh="", fee_policy="market")

    shown = client.get(guide(item).url)

    assert shown.status_code == 200
    assert "市场" in shown.content.decode() or "market" in shown.content.decode()


def test_steps_that_follow_each_other_are_one_list(client):
    shown = client.get(guide(ServiceItemFactory(steps=[])).url).content.decode()

    assert shown.count('<ol class="steps">') == 1
    assert shown.count('<li class="steps__item">') == 2


def test_a_guide_has_the_cap_once():
    block = GuideStreamBlock()
    twice = block.to_python([{"type": "fee_cap", "value": None}] * 2)

    with pytest.raises(ValidationError):
        block.clean(twice)


def test_the_guide_index_lists_its_guides_with_their_days(client):
    guide(ServiceItemFactory(standard_days=17), summary="五步、七份材料")

    shown = client.get("/guides/").content.decode()

    for text in ("怎么办环评", "五步、七份材料", "17 个工作日"):
        assert text in shown


def test_an_index_without_guides_says_where_to_look_instead(client):
    assert 'class="empty' in client.get("/guides/").content.decode()


def test_an_item_leads_to_the_guides_in_the_readers_language():
    item = ServiceItemFactory()
    page = guide(item)
    guide(item, language="en", title="How to")
    guide(ServiceItemFactory())

    assert [link for link in links_for(item) if link.url == page.url] == [("怎么办环评", page.url)]
    assert not [link for link in links_for(item) if link.label == "How to"]


def test_a_guide_that_was_taken_down_is_offered_nowhere():
    page = guide(ServiceItemFactory())
    page.live = False
    page.save()

    assert guides_in("zh-hans") == []


def test_a_guide_is_found_by_its_title_and_by_the_names_of_its_item(client):
    item = ServiceItemFactory(name_zh="环境影响报告书编制", synonyms=["环评文件"])
    guide(item, title="工厂开工以前")
    guide(item, language="en", title="Before work starts")

    for word in ("工厂开工", "报告书", "环评文件", item.code.lower()):
        page = client.get(reverse("search:results"), {"q": word, "kind": "guide"})
        titles = [strip_tags(hit.title) for hit in page.context["chosen"].hits]
        assert titles == ["工厂开工以前"], word


def test_a_guide_that_was_taken_down_is_not_found(client):
    page = guide(ServiceItemFactory(), title="工厂开工以前")
    page.live = False
    page.save()

    found = client.get(reverse("search:results"), {"q": "工厂开工", "kind": "guide"})

    assert found.context["chosen"].total == 0


def test_the_installed_guide_models_are_known():
    assert guide_page_models() == [GuidePage]


def test_what_an_editor_publishes_goes_on_the_record():
    page = guide(ServiceItemFactory(), title="怎么办环评")

    page.save_revision().publish()
    page.unpublish()

    events = Event.objects.of(f"page:{page.pk}")
    assert [(event.kind, event.facts["title"]) for event in events] == [
        ("page.published", "怎么办环评"),
        ("page.unpublished", "怎么办环评"),
    ]
    assert events[0].facts["type"] == "cms_pages.guidepage"
