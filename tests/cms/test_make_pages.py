"""A new site gets its first pages, once."""

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from cms.noticeboard.models import NoticeIndexPage
from cms.pages.commands import make_pages
from cms.pages.models import GuideIndexPage, HomePage, StandardPage

pytestmark = pytest.mark.django_db


def test_a_new_site_has_a_home_page_in_each_language():
    make_pages()

    homes = HomePage.objects.live().order_by("locale__language_code")
    assert [(home.locale.language_code, home.title) for home in homes] == [
        ("en", "Home"),
        ("zh-hans", "首页"),
    ]
    assert len({home.translation_key for home in homes}) == 1


def test_the_chinese_home_page_is_the_root_of_the_site():
    make_pages()

    root = Site.objects.get(is_default_site=True).root_page.specific
    assert isinstance(root, HomePage)
    assert root.locale.language_code == "zh-hans"


def test_the_welcome_page_is_gone():
    make_pages()

    assert not Page.objects.filter(slug="home").exists()


@pytest.mark.parametrize("model", [GuideIndexPage, NoticeIndexPage])
def test_each_home_page_has_its_index_pages_once(model):
    make_pages()

    parents = [page.get_parent().specific for page in model.objects.live()]
    assert sorted(parent.locale.language_code for parent in parents) == ["en", "zh-hans"]


def test_a_second_call_makes_nothing():
    first = make_pages()
    second = make_pages()

    assert (len(first), second) == (24, [])


def test_pages_are_made_on_a_database_that_was_emptied():
    Page.objects.all().delete()
    Site.objects.all().delete()
    Locale.objects.all().delete()

    make_pages()

    assert Site.objects.get().root_page.specific.heading == "要办哪一项中介服务？"


def test_the_root_that_a_host_has_chosen_stays():
    make_pages()
    site = Site.objects.get(is_default_site=True)
    home = HomePage.objects.get(locale__language_code="zh-hans")
    site.root_page = home.add_child(instance=StandardPage(title="Ours", slug="ours"))
    site.save()

    make_pages()

    site.refresh_from_db()
    assert site.root_page.slug == "ours"


def test_a_third_language_begins_with_the_words_of_the_first(settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("fr", "Français")]

    make_pages()

    home = HomePage.objects.get(locale__language_code="fr")
    assert (home.title, home.heading) == ("首页", "要办哪一项中介服务？")


@pytest.mark.parametrize(
    ("path", "heading"),
    [("/", "要办哪一项中介服务？"), ("/en/", "Which service do you need?")],
)
def test_a_visitor_finds_the_home_page(client, path, heading):
    make_pages()

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
    make_pages()

    page = client.get(path)

    assert page.status_code == 200
    assert f"<h1>{heading}</h1>" in page.content.decode()


def test_the_command_says_what_it_made(capsys):
    call_command("make_pages")
    call_command("make_pages")

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "made /home-zh-hans/ (zh-hans)"
    assert told[-1] == "every first page is there already"
