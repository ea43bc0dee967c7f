"""Help, privacy, terms and accessibility: there from the first day, then the editor's."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from cms.pages.commands import make_pages
from cms.pages.models import HomePage, StandardPage
from marketplace.project.operations.models import Filings
from marketplace.project.operations.standing_pages import TITLES

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("standing pages")]


@pytest.fixture(scope="module", autouse=True)
def pages(module_db):
    make_pages()


@pytest.fixture
def site():
    return Site.objects.get(is_default_site=True)


@pytest.mark.parametrize("slug", TITLES)
@pytest.mark.parametrize(("prefix", "language"), [("", "zh-hans"), ("/en", "en")])
def test_each_stands_in_both_languages_with_a_text_of_its_own(client, site, slug, prefix, language):
    page = client.get(f"{prefix}/{slug}/")

    text = page.content.decode()
    assert page.status_code == 200
    assert f"<h1>{TITLES[slug][language]}</h1>" in text
    assert text.count("<h2>") >= 3 or text.count("disclosure__summary") >= 8
    assert "localStorage" not in text


def test_every_page_leads_to_them(client, site):
    page = client.get("/en/items/").content.decode()

    assert [slug for slug in TITLES if f'href="/en/{slug}/"' not in page] == []


def test_what_an_editor_renamed_or_moved_stays_and_is_found(client, site):
    privacy = StandardPage.objects.get(slug="privacy", locale__language_code="zh-hans")
    privacy.slug, privacy.title = "geren-xinxi", "隐私政策"
    privacy.save_revision().publish()

    assert make_pages() == []
    page = client.get("/items/").content.decode()
    assert '<a href="/geren-xinxi/">隐私政策</a>' in page


def test_a_page_with_the_same_address_is_left_alone():
    StandardPage.objects.filter(slug="terms").delete()
    HomePage.objects.first().add_child(instance=StandardPage(title="T", slug="terms"))

    made = make_pages()

    assert [page.slug for page in made] == ["terms"]  # the other language's


def test_a_page_that_is_taken_down_leaves_the_footer(client, site):
    StandardPage.objects.get(slug="terms", locale__language_code="en").unpublish()

    assert 'href="/en/terms/"' not in client.get("/en/items/").content.decode()


def test_the_footer_asks_for_them_once(client, site):

    client.get("/en/items/")
    with CaptureQueriesContext(connection) as with_pages:
        client.get("/en/items/")
    asked = [query["sql"] for query in with_pages if "cms_pages_standardpage" in query["sql"]]
    assert len(asked) == 1


def test_filing_numbers_are_shown_with_the_registers_that_keep_them(client, site):
    before = client.get("/items/").content.decode()
    Filings.objects.create(
        site=site, icp_number="京ICP备12345678号-1", police_number="京公网安备11010502000001号"
    )

    page = client.get("/items/").content.decode()

    assert "beian" not in before
    assert 'href="https://beian.miit.gov.cn/"' in page
    assert 'href="https://beian.mps.gov.cn/#/query/webSearch?code=11010502000001"' in page
    assert "京ICP备12345678号-1" in page


@pytest.mark.parametrize("number", ["javascript:alert(1)", "12345678", "京ICP备号"])
def test_a_number_that_is_none_is_refused(site, number):
    with pytest.raises(ValidationError):
        Filings(site=site, icp_number=number).full_clean()


def test_an_administrator_enters_them_in_the_back_office(admin_client, site):
    answer = admin_client.get(f"/admin/settings/operations/filings/{site.pk}/")

    assert answer.status_code == 200
    assert "icp_number" in answer.content.decode()
