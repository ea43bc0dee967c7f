"""A page that was moved or renamed is found at its old address, in both languages."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from cms.editing.commands import approve_page

from .desk import browser, version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_desk", "at")]


@pytest.mark.parametrize("language", ["guide", "english"])
def test_a_renamed_page_is_found_at_its_old_address(
    desk, client, language, django_capture_on_commit_callbacks
):
    page = getattr(desk, language)
    old = page.url
    renamed = desk.written(page, by=desk.writer, slug="environment")
    with django_capture_on_commit_callbacks(execute=True):
        approve_page(page_id=renamed.pk, revision_id=version(renamed), by=desk.reader)

    answer = client.get(old)

    assert answer.status_code == 301
    assert client.get(answer.headers["Location"]).status_code == 200
    assert answer.headers["Location"].endswith("/environment/")


def test_an_editor_keeps_the_list_of_redirects(desk):
    told = {"old_path": "/old-guide/", "is_permanent": "on", "redirect_page": desk.guide.pk}

    answer = browser(desk.writer).post(reverse("wagtailredirects:add"), told | {"site": ""})

    assert answer.status_code == 302
    assert Redirect.objects.get().redirect_page_id == desk.guide.pk


def test_what_never_stood_anywhere_is_not_found(desk, client):
    assert client.get("/guides/nowhere/").status_code == 404
