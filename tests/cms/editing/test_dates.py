"""Pages appear and go when their hour has come, by the site's own clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.editing.commands import approve_page
from cms.editing.duties import publish_and_expire_pages
from cms.editing.tasks import tasks
from marketplace import clock
from marketplace.models import Event
from tests.factories import DAY, HOUR, NOON

from .desk import again, version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_desk")]


@pytest.fixture
def today(at):
    """Hold the clock at the world's own time, by which Wagtail schedules."""
    at(timezone.now())
    return at


def kinds(page) -> list[str]:
    return list(Event.objects.of(f"page:{page.pk}").values_list("kind", flat=True))


def approved(desk, **columns):
    page = desk.written(desk.guide, by=desk.writer, **columns)
    approve_page(page_id=page.pk, revision_id=version(page), by=desk.reader)
    return again(page)


def test_an_approved_page_waits_for_its_hour(desk, today):
    hour = clock.now() + 2 * DAY
    page = approved(desk, go_live_at=hour)

    publish_and_expire_pages(hour - HOUR)

    assert again(page).title != "新的标题"
    assert kinds(page).count("page.published") == 1


def test_an_approved_page_appears_when_its_hour_has_come(desk, today):
    hour = clock.now() + 2 * DAY
    page = approved(desk, go_live_at=hour)
    today(hour)

    publish_and_expire_pages(hour)

    assert (again(page).live, again(page).title) == (True, "新的标题")
    assert kinds(page) == ["page.published", "page.published"]
    assert Event.objects.of(f"page:{page.pk}").last().at == hour.replace(
        microsecond=hour.microsecond // 1000 * 1000
    )


def test_a_new_page_that_waits_is_not_on_record_as_published(desk, today):
    hour = clock.now() + 2 * DAY
    desk.guide.unpublish()
    page = approved(desk, go_live_at=hour)

    assert not page.live
    assert kinds(page) == ["page.published", "page.unpublished"]


def test_a_second_pass_publishes_nothing_again(desk, today):
    hour = clock.now() + 2 * DAY
    page = approved(desk, go_live_at=hour)
    today(hour)

    publish_and_expire_pages(hour)
    publish_and_expire_pages(hour + HOUR)

    assert kinds(page) == ["page.published", "page.published"]


def test_a_page_goes_when_its_time_is_over(desk, today):
    end = clock.now() + 2 * DAY
    page = approved(desk, expire_at=end)
    today(end)

    publish_and_expire_pages(end - timedelta(seconds=1))
    assert again(page).live
    publish_and_expire_pages(end)

    assert (again(page).live, again(page).expired) == (False, True)
    assert kinds(page)[-1] == "page.unpublished"


def test_what_is_scheduled_and_what_ends_are_among_the_tasks(desk, today):
    now = clock.now()
    approved(desk, go_live_at=now + DAY)
    english = desk.written(desk.english, by=desk.writer, title="Ends", expire_at=now + 3 * DAY)
    approve_page(page_id=english.pk, revision_id=version(english), by=desk.reader)

    found = {task.kind: task.title for task in tasks(desk.writer, now)}

    assert found["cms_editing.scheduled"] == "新的标题"
    assert found["cms_editing.expiring"].startswith("Ends")


def test_nothing_is_due_on_a_quiet_day(desk, at):
    before = Event.objects.count()

    publish_and_expire_pages(NOON)

    assert Event.objects.count() == before
