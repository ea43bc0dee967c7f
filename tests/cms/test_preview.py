"""An editor sees a page in both languages before anybody else does."""

import pytest
from django.urls import reverse

from tests.cms.editing.desk import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_desk", "at")]


def preview(desk, page, mode: str):
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    return browser(desk.writer).get(url, {"mode": mode})


def test_a_page_is_previewed_in_its_own_language_first(desk):
    assert [mode for mode, _label in desk.guide.preview_modes] == ["zh-hans", "en"]
    assert [mode for mode, _label in desk.english.preview_modes] == ["en", "zh-hans"]


def test_the_draft_is_shown_among_the_words_of_its_language(desk):
    desk.guide.title = "草稿的标题"
    desk.guide.save_revision(user=desk.writer)

    shown = preview(desk, desk.guide, "zh-hans").content.decode()

    assert '<html lang="zh-Hans"' in shown
    assert "草稿的标题" in shown


def test_the_other_language_shows_the_draft_of_the_translation(desk):
    desk.english.title = "A drafted title"
    desk.english.save_revision(user=desk.writer)

    shown = preview(desk, desk.guide, "en").content.decode()

    assert '<html lang="en"' in shown
    assert "A drafted title" in shown


def test_without_a_translation_the_page_stands_among_the_other_languages_words(desk):
    desk.english.delete()

    shown = preview(desk, desk.guide, "en").content.decode()

    assert '<html lang="en"' in shown
    assert desk.guide.title in shown


def test_a_preview_may_be_framed_by_the_editor_and_carries_no_inline_script(desk):
    policy = preview(desk, desk.guide, "en").headers["Content-Security-Policy"]

    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy


def test_a_preview_answers_no_stranger(desk, client):
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[desk.guide.pk]))

    assert answer.status_code == 302
