"""The switch of languages stays on the page, with what was asked of it."""

import re

import pytest

from cms.pages.models import GuideIndexPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_desk", "at")]


def switched(client, address: str, language: str) -> str:
    """Return where the page's switch leads, as a browser reads it."""
    page = client.get(address).content.decode()
    found = re.search(rf'<a [^>]*href="([^"]+)"[^>]* hreflang="{language}"', page)
    return found[1].replace("&amp;", "&")


def test_a_page_leads_to_its_translation_and_back(desk, client):
    assert switched(client, desk.guide.url, "en") == desk.english.url
    assert switched(client, desk.english.url, "zh-Hans") == desk.guide.url


def test_what_was_asked_of_a_page_stays_in_its_address(desk, client):
    index = GuideIndexPage.objects.get(locale__language_code="zh-hans")

    assert switched(client, f"{index.url}?page=2&q=%E7%8E%AF%E8%AF%84", "en").endswith(
        "/en/guides/?page=2&q=%E7%8E%AF%E8%AF%84"
    )


def test_a_page_in_one_language_leads_to_the_nearest_page_in_the_other(desk, client):
    desk.english.unpublish()

    assert switched(client, desk.guide.url, "en") == "/en/guides/"


@pytest.mark.parametrize(
    "address", ["/agencies/?page=2&sort=name", "/search/?q=x&kind=guides", "/notices/?state=open"]
)
def test_a_list_of_records_keeps_its_filters(desk, client, address):
    assert switched(client, address, "en") == f"/en{address}"
