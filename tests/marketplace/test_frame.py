import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from django.views.defaults import permission_denied

from marketplace.languages import address_in
from tests.factories import HallFactory, UserFactory

PAGES = ["/patterns/", "/en/patterns/"]


def frame_of(client, path="/en/patterns/") -> str:
    return client.get(path).content.decode()


# --- Languages ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "language", "other"),
    [
        ("/patterns/?page=2&q=%E7%8E%AF", "en", "/en/patterns/?page=2&q=%E7%8E%AF"),
        ("/en/patterns/?page=2", "zh-hans", "/patterns/?page=2"),
        ("/en/patterns/", "en", "/en/patterns/"),
    ],
)
def test_the_switch_stays_on_the_page_with_its_filters(rf, path, language, other):
    here = "en" if path.startswith("/en/") else "zh-hans"

    with translation.override(here):
        assert address_in(language, request=rf.get(path)) == other


def test_without_a_page_the_switch_leads_home():
    assert address_in("zh-hans") == "/"
    assert address_in("en") == "/en/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "language", "other"),
    [("/patterns/", "zh-Hans", "/en/patterns/"), ("/en/patterns/", "en", "/patterns/")],
)
def test_each_page_names_its_language_and_its_twin(client, path, language, other):
    markup = frame_of(client, path)

    assert f'<html lang="{language}"' in markup
    assert re.search(
        rf'<a class="site-tools__link" href="{other}" lang="[a-zH-]+" hreflang', markup
    )
    for twin in ('zh-Hans" href="http://testserver', 'en" href="http://testserver/en'):
        assert f'<link rel="alternate" hreflang="{twin}/patterns/">' in markup


# --- The theme ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_theme_is_kept_in_a_cookie_and_written_by_the_server(client):
    answer = client.post("/en/theme/", {"theme": "dark", "next": "/en/patterns/?page=2"})

    assert (answer.status_code, answer["Location"]) == (302, "/en/patterns/?page=2")
    assert answer.cookies["theme"]["httponly"]
    assert answer.cookies["theme"]["samesite"] == "Lax"
    assert '<html lang="en" data-theme="dark">' in frame_of(client)
    assert 'value="dark" aria-pressed="true"' in frame_of(client)


@pytest.mark.django_db
def test_following_the_system_forgets_the_cookie(client):
    client.cookies["theme"] = "dark"

    client.post("/en/theme/", {"theme": "auto"})

    assert client.cookies["theme"].value == ""
    assert "data-theme" not in frame_of(client)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""]
)
def test_the_theme_leads_nowhere_else(client, target):
    answer = client.post("/theme/", {"theme": "light", "next": target})

    assert answer["Location"] == "/"


@pytest.mark.django_db
def test_a_theme_that_does_not_exist_is_refused(client):
    answer = client.post("/theme/", {"theme": '"><script>'})

    assert answer.status_code == 400
    assert "theme" not in answer.cookies


@pytest.mark.django_db
def test_a_forged_cookie_does_not_reach_the_page(client):
    client.cookies["theme"] = '"><script>'

    markup = frame_of(client)

    assert "data-theme" not in markup
    assert 'value="auto" aria-pressed="true"' in markup


@pytest.mark.django_db
def test_the_theme_is_set_by_post_with_a_token_only(client):
    assert client.get("/theme/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"}).status_code == 403


# --- Who is there, and where --------------------------------------------------------------


@pytest.mark.django_db
def test_the_hall_gives_its_name_and_its_telephones(client):
    hall = HallFactory(name_en="Demo City Agency Supermarket", complaint_phone="0000-12300")

    markup = frame_of(client)

    assert f'<span class="wordmark__name">{hall.name_en}</span>' in markup
    assert f'<span class="wordmark__sub" lang="zh-Hans">{hall.name_zh}</span>' in markup
    assert "Complaints 0000-12300" in markup


@pytest.mark.django_db
def test_a_visitor_may_sign_in_and_a_user_may_sign_out(client):
    visitor = frame_of(client)
    client.force_login(UserFactory())
    user = frame_of(client)

    assert 'href="/en/accounts/login/"' in visitor
    assert "Sign out" not in visitor
    assert '<form class="site-tools__form" method="post" action="/en/accounts/logout/">' in user
    assert 'name="csrfmiddlewaretoken"' in user


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_it_is_a_demonstration(client, path, settings):
    settings.MARKETPLACE_DEMO = True
    assert 'class="demo-note"' in frame_of(client, path)

    settings.MARKETPLACE_DEMO = False
    assert 'class="demo-note"' not in frame_of(client, path)


@pytest.mark.django_db
def test_the_pattern_page_asks_the_database_for_the_frame_only(
    client, django_assert_max_num_queries
):
    HallFactory()

    # the hall; its menus; types of pages, indexes, standing pages, their site and who may see them;
    # the filings
    with django_assert_max_num_queries(8):
        client.get("/en/patterns/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_style_or_script_in_itself(client, path):
    markup = frame_of(client, path)

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", markup)
    assert not re.search(r"<script(?![^>]*\s(?:src=|type=\"application/ld\+json\"))", markup)


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_every_id_stands_once_and_every_reference_leads_to_one(client, path):
    markup = frame_of(client, path)
    ids = re.findall(r'\sid="([^"]+)"', markup)
    wanted = re.findall(r'\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"', markup)
    wanted += re.findall(r'href="#([^"]+)"', markup)

    assert sorted(ids) == sorted(set(ids))
    assert {name for names in wanted for name in names.split()} <= set(ids)


# --- What went wrong ----------------------------------------------------------------------


ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


@pytest.mark.parametrize("name", ERROR_PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_error_page_needs_no_request_and_no_database(name, language):
    with translation.override(language):
        markup = render_to_string(name)

    assert markup.count("<dt>") == 3
    assert 'class="demo-note"' in markup
    assert 'href="/"' in markup if language == "zh-hans" else 'href="/en/"' in markup


@pytest.mark.django_db
def test_a_refused_page_tells_the_reason_that_was_given(rf):
    with translation.override("en"):
        answer = permission_denied(rf.get("/"), PermissionDenied("This notice is <not> yours."))

    assert answer.status_code == 403
    assert "This notice is &lt;not&gt; yours." in answer.content.decode()


@pytest.mark.django_db
def test_a_wrong_address_is_named_as_text(client):
    markup = frame_of(client, "/en/nowhere/%3Cscript%3E/")

    assert "<code>/en/nowhere/&lt;script&gt;/</code>" in markup


# --- Files --------------------------------------------------------------------------------


SHEETS = sorted(Path(find("marketplace/css")).glob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_every_file_that_a_style_sheet_names_is_there(sheet):
    """Or the manifest of hashed names could not be made."""
    named = re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text())

    assert [name for name in named if not (sheet.parent / name).is_file()] == []


@pytest.mark.django_db
def test_every_file_that_the_frame_names_is_there(client):
    named = re.findall(r'(?:href|src)="/static/([^"]+)"', frame_of(client))

    assert len(named) == 10
    assert [name for name in named if find(name) is None] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_the_style_sheets_keep_the_house_rules(sheet):
    text = sheet.read_text()

    assert "!important" not in text
    assert "@import" not in text
    assert not re.search(r"^\s*#[a-z]", text, re.MULTILINE)  # no id selectors
    if sheet.stem not in {"tokens", "print"}:
        assert not re.search(r"#[0-9a-f]{3,8}\b", text)  # colours have names
