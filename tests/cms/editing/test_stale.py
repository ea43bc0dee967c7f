"""A guide whose item changed is a task, with what changed; so is a translation left behind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from cms.editing.commands import approve_page
from cms.editing.models import GuideBasis
from cms.editing.stale import stale_guides
from cms.editing.tasks import tasks
from cms.pages.commands import write_guides
from marketplace.models import Event, ServiceItem
from marketplace.parts import RowName, record_catalogue_change
from marketplace.transaction import command
from tests.factories import DAY, NOON, ServiceItemFactory

from .desk import again, browser, version

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(desk, at):
    """The desk on the day after its guides were published."""
    at(NOON + DAY)
    return desk


def change(item: ServiceItem, **columns) -> None:
    with command():
        ServiceItem.objects.filter(pk=item.pk).update(**columns)
        record_catalogue_change(at=NOON + DAY, changed=[RowName("item", item.code)])


def told(user, kind: str) -> list:
    return [task for task in tasks(user, NOON + DAY) if task.kind == f"cms_editing.{kind}"]


def test_a_guide_is_fresh_when_it_is_published(desk):
    assert stale_guides() == []


def test_a_changed_item_makes_its_guides_stale_in_both_languages(desk):
    change(desk.item, standard_days=15, cap_minor=900_000)

    found = stale_guides()

    assert {guide.page.pk for guide in found} == {desk.guide.pk, desk.english.pk}
    assert [str(each) for each in found[0].changes] == [
        "标准工作日：20 → 15",
        "收费上限：10,000.00 元 → 9,000.00 元",
    ]
    assert found[0].since == NOON + DAY


def test_a_guide_of_another_item_stays_fresh(desk):
    change(ServiceItemFactory(code="SUR-01"), standard_days=99)

    assert stale_guides() == []


def test_a_stale_guide_is_a_task_that_says_what_changed(desk):
    change(desk.item, standard_days=15)

    with override("en"):
        found = told(desk.writer, "stale")
        assert [task.text for task in found] == ["standard working days: 20 → 15"] * 2
    assert told(desk.reviewer, "stale") == []


def test_publishing_the_guide_again_makes_it_fresh(desk):
    change(desk.item, standard_days=15)
    page = desk.written(desk.guide, by=desk.writer)
    approve_page(page_id=page.pk, revision_id=version(page), by=desk.reader)

    assert {guide.page.pk for guide in stale_guides()} == {desk.english.pk}


def test_an_editor_may_say_that_the_guide_still_holds(desk):
    change(desk.item, standard_days=15)
    url = reverse("cms_editing_stale_guide", args=[desk.guide.pk])

    shown = browser(desk.writer).get(url).content.decode()
    answer = browser(desk.writer).post(url)

    assert ">20<" in shown
    assert ">15<" in shown
    assert answer.status_code == 302
    assert stale_guides(desk.guide.pk) == []
    assert Event.objects.of(f"page:{desk.guide.pk}").last().kind == "page.checked"


def test_only_editors_say_that(desk):
    change(desk.item, standard_days=15)
    url = reverse("cms_editing_stale_guide", args=[desk.guide.pk])

    answer = browser(desk.reviewer).post(url)

    assert answer.status_code == 302  # Wagtail sends home who may not
    assert len(stale_guides(desk.guide.pk)) == 1


def test_the_edit_screen_tells_that_the_ground_has_moved(desk):
    change(desk.item, standard_days=15)
    edit = reverse("wagtailadmin_pages:edit", args=[desk.guide.pk])

    shown = browser(desk.writer).get(edit).content.decode()

    assert "20 → 15" in shown


def test_more_guides_ask_no_more_queries(desk, django_assert_num_queries):
    change(desk.item, standard_days=15)
    with CaptureQueriesContext(connection) as asked:
        stale_guides()
    items = [ServiceItemFactory(code="SUR-01"), ServiceItemFactory(code="SUR-02")]
    write_guides(["SUR-01", "SUR-02"])
    for item in items:
        change(item, standard_days=16)

    with django_assert_num_queries(len(asked)):
        assert len(stale_guides()) == 6


def test_a_translation_is_behind_once_its_original_is_published_again(desk):
    page = desk.written(desk.guide, by=desk.writer)
    approve_page(page_id=page.pk, revision_id=version(page), by=desk.reader)

    found = told(desk.writer, "behind")

    url = reverse("cms_editing_behind", args=[desk.english.pk])
    assert [task.url for task in found] == [url]
    shown = browser(desk.writer).get(url).content.decode()
    assert f"/admin/pages/{page.pk}/revisions/compare/" in shown


def test_a_translation_that_was_published_after_it_is_not_behind(desk):
    for page in (desk.guide, desk.english):
        page = desk.written(page, by=desk.writer)
        approve_page(page_id=page.pk, revision_id=version(page), by=desk.reader)

    assert told(desk.writer, "behind") == []


def test_a_page_in_one_language_asks_for_the_other(desk):
    Page.objects.get(pk=desk.english.pk).delete()

    assert [task.title[:3] for task in told(desk.writer, "untranslated")] == [
        again(desk.guide).title[:3]
    ]


def test_a_guide_that_is_taken_down_is_no_task(desk):
    change(desk.item, standard_days=15)
    desk.guide.unpublish()
    desk.english.unpublish()

    assert stale_guides() == []
    assert GuideBasis.objects.count() == 2
