"""The first pages of a new site, as a visitor finds them."""

import pytest
from wagtail.models import Page, Site

from cms.noticeboard.models import NoticeIndexPage
from cms.pages.models import GuideIndexPage, HomePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_pages")]


def test_a_new_site_has_a_home_page_in_each_language():
    homes = HomePage.objects.live().order_by("locale__language_code")
    assert [(home.locale.language_code, home.title) for home in homes] == [
        ("en", "Home"),
        ("zh-hans", "首页"),
    ]
    assert len({home.translation_key for home in homes}) == 1


def test_the_chinese_home_page_is_the_root_of_the_site():
    root = Site.objects.get(is_default_site=True).root_page.specific
    assert isinstance(root, HomePage)
    assert root.locale.language_code == "zh-hans"


def test_the_welcome_page_is_gone():
    assert not Page.objects.filter(slug="home").exists()


@pytest.mark.parametrize("model", [GuideIndexPage, NoticeIndexPage])
def test_each_home_page_has_its_index_pages_once(model):
    parents = [page.get_parent().specific for page in model.objects.live()]
    assert sorted(parent.locale.language_code for parent in parents) == ["en", "zh-hans"]


@pytest.mark.parametrize(
    ("path", "heading"),
    [("/", "要办哪一项中介服务？"), ("/en/", "Which service do you need?")],
)
def test_a_visitor_finds_the_home_page(client, path, heading):
    page = client.get(path)

    assert page.status_code == 200
    assert heading in page.content.decode()


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/guides/", "服务指南"),
        ("/en/guides/", "Service guides"),
        ("/noticeboard/", "公告栏"),
        ("/en/noticeboard/", "Noticeboard"),
    ],
)
def test_a_visitor_finds_the_index_pages(client, path, heading):
    page = client.get(path)

    assert page.status_code == 200
    assert f"<h1>{heading}</h1>" in page.content.decode()
