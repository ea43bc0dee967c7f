"""A published notice gets a page in each language, made by the clock and by nobody else."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Page

from cms.noticeboard.listeners import page_of
from cms.noticeboard.models import NoticeIndexPage, NoticePage
from marketplace.listeners import deliver
from marketplace.models import Event
from marketplace.sequencer import sequence
from marketplace.transaction import command
from tests.factories import NOON, ServiceItemFactory
from tests.factories.procurement import NoticeFactory, ProjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_pages", "at")]


def publish(**columns):
    notice = NoticeFactory(open=True, **columns)
    with command():
        Event.append(notice.stream, "notice.published", at=NOON)
    return notice


def tick():
    sequence()
    deliver()


def test_a_published_notice_gets_one_page_a_language():
    item = ServiceItemFactory(name_zh="测绘", name_en="Survey")
    project = ProjectFactory(name_zh="澜岸路", name_en="Lan'an Road")
    notice = publish(owner=project.owner, project=project, items=[item])

    tick()

    pages = NoticePage.objects.filter(notice=notice).order_by("locale__language_code")
    assert [page.locale.language_code for page in pages] == ["en", "zh-hans"]
    for page, project_name, service in zip(
        pages, ("Lan'an Road", "澜岸路"), ("Survey", "测绘"), strict=True
    ):
        assert page.title.startswith(project_name)
        assert page.title.endswith(service)
    assert len({page.translation_key for page in pages}) == 1


def test_no_page_is_made_before_the_clock_ticks():
    publish()

    assert not NoticePage.objects.exists()


def test_a_second_tick_makes_no_second_page():
    publish()

    tick()
    tick()

    assert NoticePage.objects.count() == 2


def test_a_second_page_in_one_language_is_refused():
    notice = publish()
    tick()
    board = NoticeIndexPage.objects.get(locale__language_code="zh-hans")
    second = page_of(notice, locale=board.locale)
    second.slug = "another-slug"

    with pytest.raises(ValidationError, match="Translation key"):
        board.add_child(instance=second)


def test_the_database_itself_refuses_a_second_page_in_one_language():
    publish()
    publish()
    tick()
    first, second = NoticePage.objects.filter(locale__language_code="en").order_by("pk")

    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=second.pk).update(translation_key=first.translation_key)


def test_a_site_without_a_noticeboard_loses_nothing():
    for board in NoticeIndexPage.objects.all():
        board.delete()
    publish()

    tick()

    assert not NoticePage.objects.exists()


def test_a_title_that_is_too_long_for_a_page_is_cut():
    items = [ServiceItemFactory(name_zh=f"{each}{'测' * 110}") for each in "甲乙丙"]

    publish(items=items)
    tick()

    page = NoticePage.objects.get(locale__language_code="zh-hans")
    assert len(page.title) == 255
    assert page.title[:100] == page.notice.title[:100]


def test_an_editor_cannot_make_a_page_for_no_notice():
    assert not NoticePage.can_create_at(NoticeIndexPage.objects.first())


def test_the_page_names_the_record_as_its_canonical_address(client):
    notice = publish()
    tick()

    page = client.get(f"/noticeboard/{notice.public_id.lower()}/").content.decode()

    assert f'<link rel="canonical" href="http://testserver{notice.get_absolute_url()}">' in page


def test_the_noticeboard_lists_the_newest_notice_first(client):
    first, second = publish(open__at=NOON.replace(day=1)), publish()
    tick()

    page = client.get("/noticeboard/").content.decode()

    assert page.index(second.public_id) < page.index(first.public_id)


def test_the_noticeboard_takes_as_many_queries_for_three_notices_as_for_one(
    client, django_assert_max_num_queries
):
    publish()
    tick()
    client.get("/noticeboard/")
    with django_assert_max_num_queries(100) as one:
        client.get("/noticeboard/")
    publish()
    publish()
    tick()

    with django_assert_max_num_queries(100) as three:
        client.get("/noticeboard/")

    assert len(three) == len(one)


def test_the_page_of_a_notice_is_found_by_its_record_only():
    assert NoticePage.search_fields == []
