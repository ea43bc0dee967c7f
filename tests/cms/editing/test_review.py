"""A page is published when a second person has read it, and nobody approves their own."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cms.editing.commands import approve_page, open_editing, return_page
from cms.editing.tasks import tasks
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from tests.factories import NOON, UserFactory

from .desk import again, browser, version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_desk", "at")]


def review_of(page) -> str:
    return reverse("cms_editing_review", args=[page.pk])


def published(page) -> int:
    return Event.objects.filter(stream=f"page:{page.pk}", kind="page.published").count()


def test_opening_the_editing_a_second_time_changes_nothing(desk):
    assert not open_editing()
    assert desk.guide.get_workflow() == desk.english.get_workflow()


def test_an_editor_cannot_publish_alone(desk):
    assert not desk.guide.permissions_for_user(desk.writer).can_publish()
    assert desk.guide.permissions_for_user(desk.writer).can_edit()
    assert desk.guide.permissions_for_user(desk.writer).can_submit_for_moderation()


def test_a_second_editor_publishes_what_the_first_one_wrote(desk):
    page = desk.written(desk.guide, by=desk.writer, title="环评怎么办")
    before = published(page)

    answer = browser(desk.reader).post(
        review_of(page), {"revision": version(page), "answer": "approve", "comment": ""}
    )

    assert answer.status_code == 302
    assert (again(page).live, again(page).title) == (True, "环评怎么办")
    assert published(page) == before + 1


def test_a_reviewer_may_read_too(desk):
    page = desk.written(desk.guide, by=desk.writer)

    approve_page(page_id=page.pk, revision_id=version(page), by=desk.reviewer)

    assert again(page).title == "新的标题"


def test_nobody_approves_their_own(desk):
    page = desk.written(desk.guide, by=desk.writer)

    answer = browser(desk.writer).post(
        review_of(page), {"revision": version(page), "answer": "approve"}
    )

    assert answer.status_code == 422
    assert "page.own" in answer.content.decode()
    assert again(page).workflow_in_progress


def test_an_administrator_does_not_approve_their_own_either(desk):
    chief = UserFactory(is_superuser=True)
    page = desk.written(desk.guide, by=chief)

    with pytest.raises(Refusal) as refused:
        approve_page(page_id=page.pk, revision_id=version(page), by=chief)

    assert refused.value.code == "page.own"


def test_wagtails_own_way_to_approve_refuses_as_well(desk):
    page = desk.written(desk.guide, by=desk.writer)
    state = page.current_workflow_task_state

    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, desk.writer, "approve")


def test_who_hands_in_a_colleagues_words_cannot_approve_them(desk):
    desk.guide.save_revision(user=desk.writer)
    desk.guide.get_workflow().start(desk.guide, desk.reader)
    page = again(desk.guide)

    with pytest.raises(Refusal) as refused:
        approve_page(page_id=page.pk, revision_id=version(page), by=desk.reader)

    assert refused.value.code == "page.own"


def test_what_lies_with_a_reader_is_changed_by_nobody(desk):
    page = desk.written(desk.guide, by=desk.writer)

    for person in (desk.writer, desk.reader, desk.reviewer):
        assert page.get_lock().for_user(person)


def test_a_page_goes_back_with_a_reason(desk):
    page = desk.written(desk.guide, by=desk.writer)

    return_page(page_id=page.pk, revision_id=version(page), by=desk.reader, comment="第二步不清楚")

    assert not again(page).workflow_in_progress
    back = [task for task in tasks(desk.writer, NOON) if task.kind == "cms_editing.rewrite"]
    assert [(task.title, task.text) for task in back] == [("新的标题", "第二步不清楚")]


def test_a_page_does_not_go_back_without_a_reason(desk):
    page = desk.written(desk.guide, by=desk.writer)

    with pytest.raises(Refusal) as refused:
        return_page(page_id=page.pk, revision_id=version(page), by=desk.reader, comment=" ")

    assert refused.value.code == "page.no_reason"


def test_a_version_that_the_reader_did_not_see_is_not_approved(desk):
    page = desk.written(desk.guide, by=desk.writer)

    with pytest.raises(Refusal) as refused:
        approve_page(page_id=page.pk, revision_id=version(page) - 1, by=desk.reader)

    assert refused.value.code == "page.changed_since"


def test_a_page_is_decided_on_once(desk):
    page = desk.written(desk.guide, by=desk.writer)
    read = version(page)
    approve_page(page_id=page.pk, revision_id=read, by=desk.reader)

    with pytest.raises(Refusal) as refused:
        approve_page(page_id=page.pk, revision_id=read, by=desk.reviewer)

    assert refused.value.code == "page.not_in_review"


def test_the_page_to_read_is_among_the_readers_tasks_and_not_among_the_writers(desk):
    page = desk.written(desk.guide, by=desk.writer)

    def to_read(user):
        return [task.url for task in tasks(user, NOON) if task.kind == "cms_editing.read"]

    assert to_read(desk.reader) == to_read(desk.reviewer) == [review_of(page)]
    assert to_read(desk.writer) == []


def test_the_edit_screen_leads_the_reader_to_the_decision(desk, client):
    page = desk.written(desk.guide, by=desk.writer)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    assert review_of(page) in browser(desk.reader).get(edit).content.decode()
    assert review_of(page) not in browser(desk.writer).get(edit).content.decode()


def test_a_reader_sees_who_wrote_the_page(desk):
    page = desk.written(desk.guide, by=desk.writer)

    shown = browser(desk.reader).get(review_of(page)).content.decode()

    assert str(desk.writer) in shown
    assert reverse("wagtailadmin_pages:workflow_preview", args=[page.pk, 1])[:20] in shown


def test_only_who_is_concerned_sees_a_page_under_review(desk):
    page = desk.written(desk.guide, by=desk.writer)

    answers = {
        duty: browser(UserFactory(duties=[duty])).get(review_of(page)).status_code
        for duty in ("vetting", "sanctions", "regulator", "editor", "review")
    }

    assert answers == {
        "vetting": 302,  # Wagtail sends home who may not
        "sanctions": 302,
        "regulator": 302,
        "editor": 200,
        "review": 200,
    }


def test_who_wrote_it_sees_that_it_lies_with_a_colleague(desk):
    page = desk.written(desk.guide, by=desk.writer)

    shown = browser(desk.writer).get(review_of(page)).content.decode()

    assert 'name="answer"' not in shown


def test_a_page_that_lies_with_nobody_leads_to_its_edit_screen(desk):
    answer = browser(desk.reader).get(review_of(desk.guide))

    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[desk.guide.pk])
