"""A new site gets its first pages, once."""

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from cms.pages.commands import make_pages
from cms.pages.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


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


def test_the_command_says_what_it_made(capsys):
    call_command("make_pages")
    call_command("make_pages")

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "made /home-zh-hans/ (zh-hans)"
    assert told[-1] == "every first page is there already"
