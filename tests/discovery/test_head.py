"""The head of a page: one address, true twins, a description, a picture, feeds."""

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.test import Client
from PIL import Image
from wagtail.models import Locale, Page

from marketplace import clock
from marketplace.discovery.head import IMAGE, IMAGE_SIZE
from tests.discovery.reading import HOST, canonical, meta, soup, twins
from tests.factories import NOON, AgencyFactory, HallFactory, ServiceItemFactory
from tests.procurement.screens import published

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(module_db):
    """Make a page of each kind, and return the paths."""
    with clock.using(now=lambda: NOON):
        HallFactory()
        notice, agency = published(), AgencyFactory()
        call_command("make_pages", verbosity=0)
        call_command("write_guides", ServiceItemFactory(code="EIA-01").code, verbosity=0)
    records = [f"/notices/{notice.public_id}/", f"/agencies/{agency.public_id}/", "/items/EIA-01/"]
    return ["/", "/guides/", "/notices/", "/agencies/", "/items/", "/figures/", *records]


@pytest.fixture
def pages(kept, at):
    """Return the paths of a page of each kind."""
    return kept


@pytest.fixture(scope="module")
def heads(kept):
    """Return the head of each of these pages, by its path, in both languages."""
    with clock.using(now=lambda: NOON):
        return {path: soup(Client(), path) for path in [*kept, *(f"/en{each}" for each in kept)]}


def test_the_twins_of_every_page_name_each_other_and_themselves(heads, pages):
    for path in pages:
        chinese = twins(heads[path])

        assert chinese == {"zh-Hans": path, "en": f"/en{path}", "x-default": path}
        assert twins(heads[chinese["en"]]) == chinese


def test_every_page_has_one_address_a_description_and_a_card(heads):
    for path, page in heads.items():
        assert canonical(page) == path
        assert meta(page, "og:url") == f"{HOST}{path}"
        assert meta(page, "description")
        assert meta(page, "og:description") == meta(page, "description")
        assert meta(page, "og:title")
        assert page.title.text.startswith(meta(page, "og:title"))
        assert meta(page, "og:locale") == ("en_GB" if path.startswith("/en/") else "zh_CN")
        assert meta(page, "og:image") == f"{HOST}/static/{IMAGE}"


def test_a_filter_makes_no_page_of_its_own_but_a_later_page_is_one(client, pages):
    assert canonical(soup(client, "/en/notices/?mode=random_draw&sort=newest")) == "/en/notices/"
    later = soup(client, "/en/notices/?mode=random_draw&page=2")
    assert canonical(later) == "/en/notices/?page=2"
    assert twins(later)["zh-Hans"] == "/notices/?page=2"


@pytest.mark.parametrize("number", ["1", "0", "-1", "x", "²", "9" * 5])
def test_a_page_number_is_named_only_where_it_is_one(client, number):
    shown = canonical(soup(client, f"/en/notices/?page={number}"))

    assert shown == ("/en/notices/?page=99999" if number == "99999" else "/en/notices/")


def test_a_page_without_a_translation_names_no_twin(client, pages):
    english = Locale.objects.get(language_code="en")
    Page.objects.get(slug="guides", locale=english).get_descendants(inclusive=True).unpublish()

    page = soup(client, "/guides/")

    assert twins(page) == {}
    assert canonical(page) == "/guides/"


def test_a_page_of_the_noticeboard_has_the_address_of_the_record(client, at, pages):
    call_command("tick")
    [path] = [path for path in pages if path.startswith("/notices/N")]
    page = soup(client, f"/en/noticeboard/{path.split('/')[2].lower()}/")

    assert canonical(page) == f"/en{path}"
    assert twins(page) == {"zh-Hans": path, "en": f"/en{path}", "x-default": path}


def test_a_page_that_is_not_there_names_nothing(client):
    answer = client.get("/en/notices/N2026-999999/")

    assert answer.status_code == 404
    assert b'rel="canonical"' not in answer.content
    assert b"og:url" not in answer.content


def test_a_hostile_title_stays_inside_its_attribute(client, at):
    name = '"><script>alert(1)</script>'
    agency = AgencyFactory(organisation__name_zh=name, organisation__name_en=name)

    page = soup(client, f"/en/agencies/{agency.public_id}/")

    assert meta(page, "og:title").startswith('">')
    assert not page.head.find_all("script", string="alert(1)")


def test_feeds_are_found_from_every_page(client, pages):
    for path in ("/en/", "/en/agencies/"):
        links = soup(client, path).head.find_all("link", rel="alternate", type=True)

        found = {link["type"]: link["href"].removeprefix(HOST) for link in links}
        assert found == {
            "application/atom+xml": "/en/notices/feed/",
            "application/rss+xml": "/en/notices/feed/rss/",
            "text/calendar": "/en/notices/deadlines.ics",
        }
        assert all(client.get(address).status_code == 200 for address in found.values())


def test_the_picture_has_the_size_that_the_head_names_and_is_small():
    picture = find(IMAGE)

    with Image.open(picture) as image:
        assert image.size == IMAGE_SIZE
    with open(picture, "rb") as file:
        assert len(file.read()) < 20_000
