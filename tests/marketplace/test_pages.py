import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from marketplace.models import Bundle
from tests.factories import (
    NOON,
    CredentialTypeFactory,
    DepartmentFactory,
    ServiceCategoryFactory,
    ServiceItemFactory,
)

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("prefix", ["", "/en"])


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def shelf():
    """A root with two categories below it."""
    root = ServiceCategoryFactory(code="root", name_zh="根", name_en="Root")
    return [
        ServiceCategoryFactory(code=code, parent=root, name_zh=code, name_en=f"The {code}")
        for code in ("eia", "survey")
    ]


@BOTH
def test_the_list_answers_in_both_languages(client, prefix):
    ServiceItemFactory(name_zh="环评报告", name_en="EIA report")

    response = client.get(f"{prefix}/items/")

    assert response.status_code == 200
    assert ("EIA report" if prefix else "环评报告") in text_of(response)


def queries_of(client, path) -> int:
    """Return how many queries a page takes once everything that is kept is kept."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_list_takes_as_many_queries_for_three_rows_as_for_one(client):
    ServiceItemFactory()
    for_one = queries_of(client, "/items/")

    ServiceItemFactory.create_batch(2)

    assert queries_of(client, "/items/") == for_one


def test_an_item_takes_as_many_queries_with_three_of_everything_as_with_one(client):
    def item(count):
        item = ServiceItemFactory(
            requires=[(CredentialTypeFactory(), "B") for _each in range(count)]
        )
        for each in range(count):
            bundle = Bundle.objects.create(code=f"{item.code}-{each}", name_zh="合", name_en="All")
            bundle.items.set([item, *ServiceItemFactory.create_batch(count)])
        return item.get_absolute_url()

    assert queries_of(client, item(3)) == queries_of(client, item(1))


def test_an_empty_catalogue_says_so(client):
    response = client.get("/en/items/")

    assert response.status_code == 200
    assert "0 items" in text_of(response)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stage=planning", {"A", "B"}),
        ("stage=planning&stage=acceptance", {"A", "B", "C"}),
        ("category=eia", {"A"}),
        ("category=root", {"A", "B"}),
        ("department=DRC", {"C"}),
        ("payer=authority", {"B"}),
        ("q=环评", {"A"}),
        ("q=俗称", {"B"}),
        ("q=ITEM-Ｃ", {"C"}),
        ("stage=acceptance&category=eia", set()),
    ],
)
def test_filters_narrow_the_list(client, shelf, query, found):
    eia, survey = shelf
    ServiceItemFactory(code="ITEM-A", category=eia, name_zh="环评报告", name_en="A")
    ServiceItemFactory(
        code="ITEM-B", category=survey, payer="authority", synonyms=["俗称"], name_en="B"
    )
    ServiceItemFactory(
        code="ITEM-C", stage="acceptance", department=DepartmentFactory(code="DRC"), name_en="C"
    )

    response = client.get(f"/en/items/?{query}")

    shown = {item.name_en for part in response.context["sections"] for item in part.items}
    assert shown == found
    assert response.context["found"] == len(found)


def test_choices_tell_how_many_items_they_would_show(client, shelf):
    eia, survey = shelf
    ServiceItemFactory.create_batch(2, category=eia, stage="planning")
    ServiceItemFactory(category=survey, stage="acceptance")

    choices = client.get("/items/?stage=planning").context["choices"]

    assert {each.value: each.count for each in choices["stage"]} == {
        "approval": 0,
        "planning": 2,
        "construction": 0,
        "acceptance": 1,
    }
    root = next(each for each in choices["category"] if each.value == "root")
    assert (root.count, [each.count for each in root.below]) == (2, [2, 0])


def test_a_filter_in_use_can_be_taken_away(client):
    ServiceItemFactory()

    response = client.get("/items/?stage=planning&stage=approval&q=服务")

    urls = {chip["url"] for chip in response.context["chips"]}
    assert "/items/?stage=planning&q=%E6%9C%8D%E5%8A%A1" in urls
    assert "/items/?stage=planning&stage=approval" in urls


def test_where_nothing_is_found_the_ways_out_are_counted(client):
    ServiceItemFactory(stage="planning")

    response = client.get("/items/?stage=planning&q=nothing")

    assert [(way["url"], way["count"]) for way in response.context["ways"]] == [
        ("/items/?stage=planning", 1)
    ]


def test_empty_fields_of_the_form_are_taken_out_of_the_address(client):
    response = client.get("/items/?q=&department=&stage=planning")

    assert response.status_code == 302
    assert response.url == "/items/?stage=planning"


@BOTH
@pytest.mark.parametrize(
    "query", ["stage=never", "category=nowhere", "payer=me", "q=%E2%80%AEx", f"q={'x' * 2000}"]
)
def test_a_filter_that_cannot_be_read_is_told(client, prefix, query):
    response = client.get(f"{prefix}/items/?{query}")

    assert response.status_code == 422


@BOTH
def test_an_items_page_tells_what_it_is_who_must_buy_it_and_for_how_much(client, prefix):
    item = ServiceItemFactory(
        code="EIA-01",
        name_zh="环境影响报告书编制",
        name_en="EIA report",
        precedes_zh="环评审批",
        precedes_en="EIA approval",
        legal_basis_zh="《环境影响评价法》",
        papers=[{"zh": "项目代码", "en": "Project code"}],
        steps=[{"zh": "签合同", "en": "Contract"}],
        questions=[
            {
                "question_zh": "谁定？",
                "question_en": "Who?",
                "answer_zh": "名录",
                "answer_en": "Law",
            }
        ],
        requires=[(CredentialTypeFactory(name_zh="环评资质", name_en="EIA licence"), "B")],
    )
    bundle = Bundle.objects.create(code="three", name_zh="三评合一", name_en="Three in one")
    bundle.items.set([item, ServiceItemFactory(name_zh="节能", name_en="Energy")])

    shown = text_of(client.get(f"{prefix}{'/items/EIA-01/'}"))

    english = ["EIA report", "EIA approval", "Project code", "Contract", "Who?", "Law", "Energy"]
    english += ["EIA licence", "CNY 20,000.00", "Demonstration figure", "Three in one"]
    chinese = ["环境影响报告书编制", "环评审批", "项目代码", "签合同", "谁定？", "名录", "节能"]
    chinese += ["环评资质", "20,000.00 元", "演示数值", "三评合一"]
    for text in [*(english if prefix else chinese), "《环境影响评价法》"]:
        assert text in shown


def test_an_item_that_nobody_may_demand_says_so_on_its_page(client, at):
    item = ServiceItemFactory(duty="voluntary")

    response = client.get(item.get_absolute_url())

    assert response.context["barred"].code == "item.not_demandable"
    assert str(response.context["barred"].next_step) in text_of(response)


def test_a_retired_item_keeps_its_page_and_leaves_the_list(client, at):
    item = ServiceItemFactory(retired_on=NOON.date())

    assert client.get(item.get_absolute_url()).context["barred"].code == "item.retired"
    assert client.get("/items/").context["found"] == 0


def test_an_item_at_market_price_has_no_cap(client):
    item = ServiceItemFactory(fee_policy="market", cap_minor=None)

    assert "no cap" in text_of(client.get(f"/en{item.get_absolute_url()}"))


@pytest.mark.parametrize("path", ["/items/none/", "/en/items/none/", "/items/no%20slug/"])
def test_an_item_that_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/items/", "/desk/"])
def test_these_pages_are_only_read(client, path):
    assert client.post(path).status_code == 405


def test_text_that_looks_like_markup_is_shown_as_text(client):
    item = ServiceItemFactory(name_zh="<script>alert(1)</script> 🏗️ شركة")

    for path in ("/items/", item.get_absolute_url()):
        shown = text_of(client.get(path))
        assert "&lt;script&gt;alert(1)&lt;/script&gt; 🏗️ شركة" in shown
        assert "<script>alert" not in shown


def test_addresses_are_the_same_in_both_languages():
    item = ServiceItemFactory(code="EIA-01")

    with translation.override("en"):
        assert item.get_absolute_url() == "/en/items/EIA-01/"
    with translation.override("zh-hans"):
        assert item.get_absolute_url() == "/items/EIA-01/"
