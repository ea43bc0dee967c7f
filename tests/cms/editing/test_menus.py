"""Editors add to the menus, and rename, move or hide what the apps bring."""

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from cms.editing.models import MenuEntry
from marketplace.navigation import NavigationItem, entries
from tests.factories import UserFactory

from .desk import browser, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_desk", "at")]


def entry(**columns) -> MenuEntry:
    made = MenuEntry(**{"place": "main", "label_zh": "指引", "label_en": "Guide"} | columns)
    made.full_clean()
    made.save()
    return made


def shown(place="main", path="/") -> dict[str, str]:
    request = RequestFactory().get(path)
    return {str(each["label"]): each["url"] for each in entries(place, request)}


def test_an_entry_leads_to_a_page_in_the_readers_language(desk):
    entry(page=desk.guide)

    assert shown()["指引"] == desk.guide.url
    with override("en"):
        assert shown(path="/en/")["Guide"] == desk.english.url


def test_an_entry_to_a_page_that_is_not_published_is_left_out(desk):
    entry(page=desk.guide)
    desk.english.unpublish()

    with override("en"):
        assert "Guide" not in shown(path="/en/")


def test_an_address_of_this_site_is_in_the_readers_language():
    entry(path="/agencies/", place="do", label_zh="找机构", label_en="Find an agency")

    assert shown("do")["找机构"] == "/agencies/"
    with override("en"):
        assert shown("do", "/en/")["Find an agency"] == "/en/agencies/"


def test_an_address_elsewhere_stays_as_it_is():
    entry(path="https://example.org/law", place="learn", label_zh="法规", label_en="Law")

    assert shown("learn")["法规"] == "https://example.org/law"


@pytest.mark.parametrize("path", ["javascript:alert(1)", "//example.org/", "http://x.org/", "x"])
def test_an_address_that_is_neither_is_refused(path):
    with pytest.raises(ValidationError):
        entry(path=path)


def test_an_entry_leads_to_one_thing_only(desk):
    with pytest.raises(ValidationError):
        entry(page=desk.guide, path="/agencies/")
    with pytest.raises(ValidationError):
        entry()


def test_an_entry_has_words_in_both_languages():
    with pytest.raises(ValidationError):
        entry(path="/agencies/", label_en="")


def test_an_apps_entry_is_renamed_and_moved_to_the_footer():
    entry(stands_for="marketplace:items", place="help", label_zh="目录", label_en="Catalogue")

    assert reverse("marketplace:items") not in shown().values()
    assert shown("help")["目录"] == reverse("marketplace:items")


def test_an_apps_entry_is_hidden_and_comes_back():
    made = entry(stands_for="marketplace:items", label_zh="", label_en="", is_shown=False)
    assert reverse("marketplace:items") not in shown().values()

    made.delete()

    assert reverse("marketplace:items") in shown().values()


def test_of_several_that_lead_to_one_address_only_the_one_in_that_place_is_renamed():
    before = shown("do")
    entry(stands_for="procurement:notices", label_zh="在办", label_en="Open now", order=10)

    assert list(shown().values()).count(reverse("procurement:notices")) == 1
    assert shown()["在办"] == reverse("procurement:notices")
    assert shown("do") == before


def test_entries_stand_in_their_order():
    entry(path="/agencies/", label_zh="最后", label_en="Last", order=999)
    entry(path="/notices/", label_zh="最先", label_en="First", order=1)

    labels = list(shown())

    assert (labels[0], labels[-1]) == ("最先", "最后")


def test_a_page_that_has_no_request_shows_the_menus_of_the_apps():
    entry(path="/agencies/", label_zh="找机构", label_en="Find an agency")

    assert "找机构" not in {each["label"] for each in entries("main", None)}


def test_all_menus_of_a_page_ask_once(django_assert_num_queries):
    entry(path="/agencies/", label_zh="一", label_en="One")
    request = RequestFactory().get("/")
    with django_assert_num_queries(1):
        from cms.editing.menus import arranged

        for place in ("main", "do", "learn", "help", "owner_desk"):
            arranged([NavigationItem("x", "marketplace:items")], place, request)


def test_an_editor_adds_an_entry_in_the_admin(desk):
    url = reverse("menuentry:add")
    told = {"place": "main", "order": "5", "is_shown": "on", "label_zh": "新", "label_en": "New"}

    answer = browser(staff("menu", "editor")).post(url, told | {"path": "/agencies/"})

    assert answer.status_code == 302
    assert shown()["新"] == "/agencies/"


def test_nobody_else_does(desk):
    answer = browser(UserFactory(duties=["vetting"])).get(reverse("menuentry:add"))

    assert answer.status_code == 302
    assert not MenuEntry.objects.exists()
