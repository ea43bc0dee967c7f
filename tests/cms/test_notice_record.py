"""A notice's page can be reworded; what binds stands in the record, and the page proves it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.editing.commands import approve_page, open_editing
from cms.noticeboard.models import NoticePage
from marketplace.models import LogLeaf, ServiceItem
from procurement.models import Notice
from tests.cms.editing.desk import again, browser, staff, version
from tests.factories import ServiceItemFactory

from .test_noticeboard import publish, tick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_pages", "at")]


@pytest.fixture
def page():
    open_editing()
    item = ServiceItemFactory(
        code="EIA-01", standard_days=20, cap_minor=9_000_000_00, cap_source_zh="某表"
    )
    publish(items=[item])
    tick()
    return NoticePage.objects.get(locale__language_code="zh-hans")


def fields(page, **changed) -> dict:
    """Return what the edit screen would send."""
    return {
        "title": page.title,
        "slug": page.slug,
        "seo_title": "",
        "search_description": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    } | changed


def edit(page, who, **changed):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return browser(who).post(url, fields(page, **changed))


def terms(notice) -> dict:
    row = Notice.objects.filter(pk=notice.pk).values().get()
    return row | {"lines": list(notice.lines.values())}


def test_the_page_shows_the_binding_facts_and_the_fingerprint(page, client):
    leaf = LogLeaf.objects.get(event__kind="notice.published")

    shown = client.get(page.url).content.decode()

    assert leaf.leaf_hash[:4] in shown
    assert reverse("log:entry", args=[leaf.index]) in shown
    assert page.notice.owner.name in shown
    assert "20 个工作日" in shown


def test_an_editor_rewords_the_page(page, client):
    writer, reader = staff("writer", "editor"), staff("reader", "editor")
    body = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "question",
        "body-0-id": "",
        "body-0-value-question": "现场在哪里？",
        "body-0-value-answer": '{"blocks":[{"key":"a","text":"见附图。","type":"unstyled",'
        '"depth":0,"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}',
    }

    edit(page, writer, title="澜岸路环评", **{"action-submit": "1"}, **body)
    in_review = again(page)
    approve_page(page_id=page.pk, revision_id=version(in_review), by=reader)

    shown = client.get(page.url).content.decode()
    assert "<h1>澜岸路环评</h1>" in shown
    assert "现场在哪里？" in shown


def test_a_forged_form_changes_no_fact(page):
    other = publish(items=[ServiceItemFactory()])
    before = terms(page.notice)

    edit(
        page,
        staff("forger", "editor"),
        notice=str(other.pk),
        notice_id=str(other.pk),
        closes_at="2099-01-01 00:00",
        ceiling_minor="1",
        locale="1",
        translation_key="00000000-0000-0000-0000-000000000000",
        **{"action-submit": "1"},
    )

    assert again(page).workflow_in_progress  # the form itself was taken
    draft = again(page).get_latest_revision_as_object()
    assert draft.notice_id == page.notice_id
    assert draft.translation_key == page.translation_key
    assert terms(page.notice) == before


def test_a_forged_version_still_shows_the_record(page, client):
    page.title = "另一个标题"
    revision = page.save_revision()
    revision.content["ceiling_minor"] = 1
    revision.content["closes_at"] = "2099-01-01T00:00:00Z"
    revision.save()
    revision.publish()

    shown = client.get(page.url).content.decode()

    assert "2099" not in shown
    assert again(page).notice.closes_at == page.notice.closes_at


def test_the_database_refuses_a_published_notice_with_other_terms(page):
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=page.notice_id).update(ceiling_minor=1)


def test_what_the_catalogue_says_today_stands_beside_what_the_notice_keeps(page, client):
    ServiceItem.objects.filter(code="EIA-01").update(standard_days=15, cap_minor=8_000_000_00)

    for language, told in (("zh-hans", "15 个工作日"), ("en", "15 working days")):
        twin = NoticePage.objects.get(notice=page.notice, locale__language_code=language)
        assert told in client.get(twin.url).content.decode()


def test_the_page_asks_no_more_queries_for_more_services(
    page, client, django_assert_max_num_queries
):
    publish(items=[ServiceItemFactory() for _each in range(4)])
    tick()
    pages = NoticePage.objects.filter(locale__language_code="zh-hans").order_by("pk")
    client.get(pages[0].url)

    with CaptureQueriesContext(connection) as asked:
        client.get(pages[0].url)
    with django_assert_max_num_queries(len(asked)):
        client.get(pages[1].url)
