"""An editor opens every kind of page, fills it in and saves it; nothing of it needs a developer."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.pages import models
from cms.pages.commands import write_guides, write_scenarios
from cms.pages.models import HomePage, PolicyPage, StandardPage
from tests.factories import ServiceItemFactory
from tests.factories.charts import ProjectTypeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_pages", "at")]

KINDS = [
    ("guidepage", models.GuideIndexPage),
    ("scenariopage", models.ScenarioIndexPage),
    ("policypage", models.PolicyIndexPage),
    ("newspage", models.NewsIndexPage),
    ("standardpage", models.HomePage),
]


@pytest.fixture
def editor(client):
    User = get_user_model()
    client.force_login(User.objects.create_superuser("editor@example.org", password="x"))
    return client


@pytest.mark.parametrize(("kind", "parent"), KINDS)
def test_the_form_of_a_new_page_opens(editor, kind, parent):
    ServiceItemFactory()
    ProjectTypeFactory(needs=[ServiceItemFactory()])
    below = parent.objects.filter(locale__language_code="zh-hans").get()

    answer = editor.get(reverse("wagtailadmin_pages:add", args=["cms_pages", kind, below.pk]))

    assert answer.status_code == 200


def test_the_form_of_every_page_that_is_there_opens(editor):
    project_type = ProjectTypeFactory(needs=[ServiceItemFactory()])
    write_guides()
    assert write_scenarios()[0].project_type == project_type
    pages = Page.objects.filter(locale__language_code="zh-hans", depth__gt=1)

    for page in pages:
        answer = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert answer.status_code == 200, page


def test_a_page_with_a_chosen_item_is_saved_and_opens_again(editor, client):
    item = ServiceItemFactory(name_zh="测绘")
    home = HomePage.objects.get(locale__language_code="zh-hans")
    body = streamfield([("item_card", {"item": str(item.pk)})])
    data = nested_form_data({"title": "新页", "slug": "new", "summary": "", "body": body})
    address = reverse("wagtailadmin_pages:add", args=["cms_pages", "standardpage", home.pk])

    editor.post(address, {**data, "action-publish": "1"})

    page = StandardPage.objects.get(slug="new")
    assert page.body[0].value["item"] == item
    assert "测绘" in client.get(page.url).content.decode()
    again = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    told = again.content.decode()
    assert again.status_code == 200
    assert json.dumps(item.code)[1:-1] in told


def test_a_policy_that_takes_the_place_of_another_is_saved(editor):
    index = models.PolicyIndexPage.objects.get(locale__language_code="zh-hans")
    address = reverse("wagtailadmin_pages:add", args=["cms_pages", "policypage", index.pk])
    empty = streamfield([])

    def save(slug: str, **more):
        fields = {
            "title": slug,
            "slug": slug,
            "kind": "rule",
            "number": "",
            "issuer": "局",
            "issued_on": "2026-01-01",
            "in_force_from": more.pop("begins"),
            "repealed_on": "",
            "supersedes": "",
            "summary": "",
            "body": empty,
            "attachments": empty,
        }
        editor.post(address, {**nested_form_data({**fields, **more}), "action-publish": "1"})
        return PolicyPage.objects.get(slug=slug)

    first = save("first", begins="2026-01-01")
    second = save("second", begins="2026-02-01", supersedes=str(first.pk))

    assert second.series == first.series
    assert [each.slug for each in first.versions()] == ["second", "first"]
