"""The library of policies: what is in force, since when, and what was before."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from cms.mixins.policy import with_standing
from cms.pages.commands import publish_new
from cms.pages.models import PolicyIndexPage, PolicyPage
from tests.factories import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_pages", "at")]

TODAY = NOON.date()
DAY = timedelta(days=1)
YEAR = timedelta(days=365)


def publish(slug: str, *, language: str = "en", begins=TODAY - YEAR, **columns) -> PolicyPage:
    index = PolicyIndexPage.objects.get(locale__language_code=language)
    values = {"issuer": "Bureau", "issued_on": begins, "in_force_from": begins, **columns}
    page = PolicyPage(title=f"Rules {slug}", slug=slug, locale=index.locale, **values)
    return publish_new(index, page)


def three_versions() -> list[PolicyPage]:
    first = publish("first", begins=TODAY - 2 * YEAR)
    second = publish("second", supersedes=first)
    third = publish("third", begins=TODAY + DAY, supersedes=second)
    return [first, second, third]


def read(client, page: PolicyPage) -> str:
    with override("en"):
        return " ".join(client.get(page.url).content.decode().split())


def test_versions_know_each_other_in_whichever_order_they_are_read():
    first, second, third = three_versions()

    for page in (first, second, third):
        assert [each.slug for each in page.versions()] == ["third", "second", "first"]
    assert [each.standing.value for each in first.versions()] == [
        "coming",
        "in_force",
        "superseded",
    ]


def test_a_superseded_version_leads_to_the_one_that_counts(client):
    first, second, _third = three_versions()

    page = read(client, first)

    assert "Superseded since" in page
    assert f'href="{second.url}"' in page


def test_a_coming_version_leads_to_the_one_that_counts_until_then(client):
    _first, second, third = three_versions()

    page = read(client, third)

    assert "Until then the version before it counts:" in page
    assert f'href="{second.url}"' in page


def test_the_version_in_force_lists_all_of_them(client):
    _first, second, _third = three_versions()

    page = read(client, second)

    assert "All versions of this text" in page
    for slug in ("first", "second", "third"):
        assert f"Rules {slug}" in page


def test_the_next_morning_the_coming_version_counts(at):
    first, _second, third = three_versions()
    at(NOON + DAY)

    assert [each.standing.value for each in third.versions()] == [
        "in_force",
        "superseded",
        "superseded",
    ]
    assert first.versions()[0].standing.value == "in_force"


def test_a_repealed_text_says_since_when(client):
    page = publish("gone", repealed_on=TODAY)

    shown = read(client, page)

    assert "Repealed on" in shown
    assert "Repealed</span>" in shown


def test_a_text_counts_on_the_day_before_its_repeal():
    page = publish("gone", repealed_on=TODAY + DAY)

    assert page.versions()[0].standing.value == "in_force"


def test_the_versions_of_a_translation_are_those_of_its_language():
    first, _second, _third = three_versions()
    index = PolicyIndexPage.objects.get(locale__language_code="zh-hans")
    chinese = PolicyPage(
        title="办法",
        slug="first",
        locale=index.locale,
        translation_key=first.translation_key,
        issuer="局",
        issued_on=first.issued_on,
        in_force_from=first.in_force_from,
    )
    publish_new(index, chinese)

    assert chinese.series == first.series
    assert chinese.versions() == [chinese]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"first", "second", "third", "gone"}),
        ("?standing=in_force", {"second"}),
        ("?standing=coming", {"third"}),
        ("?standing=past", {"first", "gone"}),
        ("?q=third", {"third"}),
        ("?kind=standard", set()),
        (f"?year={(TODAY - 2 * YEAR).year}", {"first"}),
    ],
)
def test_the_library_is_narrowed(client, query, found):
    three_versions()
    publish("gone", begins=TODAY - YEAR, repealed_on=TODAY)

    with override("en"):
        answer = client.get(f"/en/policies/{query}")

    assert answer.status_code == 200
    assert {page.slug for page in answer.context["policies"]} == found


def test_what_the_list_and_the_page_say_of_a_standing_agrees():
    three_versions()
    publish("gone", repealed_on=TODAY)

    listed = with_standing(PolicyPage.objects.all(), TODAY)

    for page in listed:
        [own] = [each for each in page.versions() if each.pk == page.pk]
        assert page.is_in_force is (own.standing.value == "in_force")
        assert page.is_coming is (own.standing.value == "coming")


@pytest.mark.parametrize("query", ["?kind=xyzzy", "?standing=xyzzy", "?year=1066", "?year=x"])
def test_a_filter_that_cannot_be_read_is_refused(client, query):
    three_versions()

    answer = client.get(f"/policies/{query}")

    assert answer.status_code == 422
    assert list(answer.context["policies"]) == []


def test_an_empty_library_leads_to_the_rules(client):
    assert 'href="/rules/"' in client.get("/policies/").content.decode()


def test_the_library_takes_as_many_queries_for_six_texts_as_for_three(
    client, django_assert_max_num_queries
):
    three_versions()
    with override("en"):
        client.get("/en/policies/")
        with django_assert_max_num_queries(50) as few:
            client.get("/en/policies/")
        for slug in ("a", "b", "c"):
            publish(slug)
        with django_assert_max_num_queries(50) as more:
            client.get("/en/policies/")

    assert len(more) == len(few)
