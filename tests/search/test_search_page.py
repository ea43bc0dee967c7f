"""What a visitor finds, and what nobody may find."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override

from agencies.domain.lifecycle import PUBLIC, State
from tests.factories import NOON, OrganisationFactory, ServiceItemFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory, ProjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def search(client, **terms):
    return client.get(reverse("search:results"), terms)


def titles(page, kind):
    group = next(group for group in page.context["groups"] if group.key == kind)
    return [strip_tags(hit.title) for hit in group.hits]


def named(*names, **columns):
    return [
        AgencyFactory(organisation=OrganisationFactory(name_zh=name, name_en=""), **columns)
        for name in names
    ]


def test_a_chinese_word_is_found_inside_a_name(client):
    named("云浦水土保持咨询公司", "石磐勘察公司")

    page = search(client, q="水土")

    assert titles(page, "agency") == ["云浦水土保持咨询公司"]


def test_every_word_must_occur(client):
    named("云浦水土保持公司", "临澜水土保持公司")

    page = search(client, q="水土 临澜")

    assert titles(page, "agency") == ["临澜水土保持公司"]


def test_full_width_letters_are_read_as_plain_ones(client):
    named("ABC测绘公司")

    page = search(client, q="ａｂｃ　测绘")

    assert titles(page, "agency") == ["ABC测绘公司"]


def test_a_name_that_begins_with_the_word_comes_first(client):
    item = ServiceItemFactory(name_zh="测绘成果检验")
    other = AgencyFactory(organisation__name_zh="石磐公司", organisation__name_en="")
    other.services.create(item=item, price_minor=1, committed_days=1)
    named("云浦测绘公司", "测绘一院")

    page = search(client, q="测绘")

    assert titles(page, "agency") == ["测绘一院", "云浦测绘公司", "石磐公司"]


def test_an_item_is_found_by_what_people_call_it(client):
    ServiceItemFactory(name_zh="建设项目环境影响报告书编制", synonyms=["环评", "EIA"])

    assert titles(search(client, q="环评"), "item") == ["建设项目环境影响报告书编制"]
    assert titles(search(client, q="eia"), "item") == ["建设项目环境影响报告书编制"]


def test_a_retired_item_is_not_found(client):
    ServiceItemFactory(name_zh="地震安全性评价", retired_on=NOON.date())

    assert titles(search(client, q="地震"), "item") == []


def test_a_percent_sign_is_a_character_and_no_wildcard(client):
    named("云浦测绘公司")

    assert search(client, q="%").context["total"] == 0


@pytest.mark.parametrize("state", sorted(state.value for state in State))
def test_only_agencies_that_the_public_may_know_are_found(client, state):
    named("云浦测绘公司", **({} if state == "listed" else {state: True}))

    page = search(client, q="云浦测绘")

    assert titles(page, "agency") == (["云浦测绘公司"] if State(state) in PUBLIC else [])


def test_a_draft_of_a_notice_is_never_found(client):
    draft = NoticeFactory(project=ProjectFactory(name_zh="秘密工程"))

    for word in ("秘密工程", draft.public_id, draft.owner.organisation.name_zh):
        assert titles(search(client, q=word), "notice") == []


def test_a_published_notice_is_found_by_project_service_owner_and_number(client):
    item = ServiceItemFactory(name_zh="水土保持方案编制")
    project = ProjectFactory(name_zh="澜岸路改造工程")
    notice = NoticeFactory(owner=project.owner, project=project, items=[item], open=True)

    for word in (
        "澜岸路",
        "水土保持",
        notice.owner.organisation.name_zh,
        notice.public_id.lower(),
        project.code,
    ):
        assert titles(search(client, q=word), "notice") == [notice.title], word


def test_a_notice_with_two_matching_services_is_one_hit(client):
    items = [ServiceItemFactory(name_zh=f"测绘{each}") for each in "甲乙"]
    NoticeFactory(items=items, open=True)

    page = search(client, q="测绘", kind="notice")

    assert page.context["chosen"].total == 1


def test_without_a_kind_the_first_few_of_each_are_shown_with_the_count_of_all(client):
    named(*(f"云浦{number}号公司" for number in range(6)))

    page = search(client, q="云浦")

    agencies = next(group for group in page.context["groups"] if group.key == "agency")
    assert (len(agencies.hits), agencies.total, page.context["total"]) == (4, 6, 6)
    assert "kind=agency" in page.content.decode()


def test_one_kind_is_shown_page_by_page(client):
    named(*(f"云浦{number:02}号公司" for number in range(23)))

    page = search(client, q="云浦", kind="agency", page="2")

    assert titles(page, "agency") == [f"云浦{number}号公司" for number in (20, 21, 22)]


@pytest.mark.parametrize("number", ["0", "-1", "x", "１", "99999999999", "501"])
def test_a_page_number_that_is_none_leads_to_the_first_page(client, number):
    named("云浦公司")

    page = search(client, q="云浦", kind="agency", page=number)

    assert titles(page, "agency") == ["云浦公司"]


@pytest.mark.parametrize("nothing", ["", "   ", "\u202e\u0007", "　"])
def test_an_empty_search_says_what_can_be_entered(client, nothing):
    page = search(client, q=nothing)

    assert page.status_code == 200
    assert "groups" not in page.context


@pytest.mark.parametrize("terms", [{"q": "水" * 101}, {"q": "水", "kind": "user"}])
def test_what_cannot_be_searched_for_is_answered_with_422(client, terms):
    page = search(client, **terms)

    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert "groups" not in page.context


def test_a_hundred_characters_of_forty_words_are_searched(client):
    assert search(client, q="水 " * 40).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_search_only_reads(client, method):
    assert getattr(client, method)(reverse("search:results")).status_code == 405


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "' OR 1=1 --", "العربية", "🏗️"])
def test_honest_and_hostile_words_are_shown_as_text(client, text):
    page = search(client, q=text)

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_hidden_characters_are_no_part_of_a_word(client):
    named("云浦公司")

    page = search(client, q="云浦\u202e")

    assert titles(page, "agency") == ["云浦公司"]
    assert "\u202e" not in page.content.decode()


def test_the_english_page_finds_by_both_names_and_shows_the_english_one(client):
    AgencyFactory(organisation__name_zh="云浦公司", organisation__name_en="Yunpu Survey")
    with override("en"):
        for word in ("yunpu", "云浦"):
            assert titles(search(client, q=word), "agency") == ["Yunpu Survey"]


def test_a_search_takes_as_many_queries_for_three_hits_as_for_one(
    client, django_assert_max_num_queries
):
    item = ServiceItemFactory(name_zh="测绘")
    NoticeFactory(items=[item], open=True)
    named("测绘公司")
    with django_assert_max_num_queries(100) as one:
        search(client, q="测绘")
    for _each in range(2):
        NoticeFactory(items=[item], open=True)
        named("测绘公司")

    with django_assert_max_num_queries(100) as three:
        search(client, q="测绘")

    assert len(three) == len(one)


def suggested(client, text):
    answer = client.get(reverse("search:suggest"), {"q": text})
    assert answer.status_code == 200
    return [each["title"] for each in answer.json()["suggestions"]]


def test_names_are_suggested_while_somebody_types(client):
    named("云浦水土保持公司", "石磐勘察公司")

    assert suggested(client, "云浦水") == ["云浦水土保持公司"]
    assert suggested(client, "") == []
    assert suggested(client, "\u202e" + "很长" * 200) == []


def test_results_are_narrowed_by_a_facet_whose_counts_ignore_it(client):
    survey, cost = ServiceItemFactory(name_zh="测绘"), ServiceItemFactory(name_zh="测绘造价")
    for item in (survey, survey, cost):
        NoticeFactory(items=[item], open=True)

    page = search(client, q="测绘", kind="notice", item=cost.code)

    assert page.context["chosen"].total == 1
    facet = next(each for each in page.context["facets"] if each.name == "item")
    assert {each.value: (each.count, each.chosen) for each in facet.options} == {
        survey.code: (2, False),
        cost.code: (1, True),
    }
    assert [str(chip.label) for chip in page.context["chips"]] == ["测绘造价"]


def test_a_value_that_there_is_not_finds_nothing_and_can_be_taken_away(client):
    NoticeFactory(items=[ServiceItemFactory(name_zh="测绘")], open=True)

    page = search(client, q="测绘", kind="notice", item="'; DROP TABLE x; --")

    assert page.status_code == 200
    assert page.context["chosen"].total == 0
    assert page.context["chips"][0].url == "?q=%E6%B5%8B%E7%BB%98&kind=notice"
