"""What editors upload is what it says it is, and a picture says what is to be seen."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from tests.documents.papers import pdf

from .desk import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_desk", "at")]

ACTING = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"


@pytest.fixture
def editor(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return browser(desk.writer)


def picture(kind="PNG", name="site.png") -> SimpleUploadedFile:
    file = io.BytesIO()
    Picture.new("RGB", (1600, 900), "green").save(file, kind)
    return SimpleUploadedFile(name, file.getvalue(), f"image/{kind.lower()}")


def send_picture(editor, file, description="一片工地"):
    told = {"title": "工地", "file": file, "description": description, "tags": ""}
    told["collection"] = Collection.get_first_root_node().pk
    return editor.post(reverse("wagtailimages:add"), told)


def send_paper(editor, content: bytes, name="guide.pdf"):
    told = {"title": "指南", "file": SimpleUploadedFile(name, content), "tags": ""}
    told["collection"] = Collection.get_first_root_node().pk
    return editor.post(reverse("wagtaildocs:add"), told)


def pictures() -> int:
    return get_image_model().objects.count()


def papers() -> int:
    return get_document_model().objects.count()


def test_a_described_picture_is_taken(editor):
    assert send_picture(editor, picture()).status_code == 302
    assert get_image_model().objects.get().description == "一片工地"


def test_a_picture_without_a_description_is_refused(editor):
    assert send_picture(editor, picture(), description="").status_code == 422
    assert pictures() == 0


def test_a_picture_is_known_by_its_content(editor):
    send_picture(editor, SimpleUploadedFile("site.png", b"<svg onload=alert(1)>", "image/png"))
    send_picture(editor, picture("GIF", "site.png"))
    send_picture(editor, SimpleUploadedFile("site.svg", b"<svg/>", "image/svg+xml"))

    assert pictures() == 0


def test_a_picture_with_something_behind_its_end_is_refused(editor):
    file = picture()
    twice = SimpleUploadedFile("site.png", file.read() + b"<script>alert(1)</script>", "image/png")

    send_picture(editor, twice)

    assert pictures() == 0


def test_a_picture_too_large_is_refused(editor, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000

    send_picture(editor, picture())

    assert pictures() == 0


def test_a_paper_is_taken(editor):
    assert send_paper(editor, pdf()).status_code == 302
    assert papers() == 1


def test_a_paper_that_acts_is_refused(editor):
    answer = send_paper(editor, pdf(catalog=ACTING))

    assert answer.status_code == 422
    assert papers() == 0


def test_a_page_in_disguise_is_no_paper(editor):
    send_paper(editor, b"<html><script>alert(1)</script></html>")
    send_paper(editor, b"PK\x03\x04", name="guide.docx")

    assert papers() == 0
