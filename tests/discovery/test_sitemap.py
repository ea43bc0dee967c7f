"""The sitemap has every public page once in each language, and nothing that is private."""

from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from marketplace import clock
from marketplace.discovery import sitemap as sitemaps
from marketplace.discovery.sitemap import NamedPages, sections
from tests.discovery.reading import head, links, path_of, sitemap, twins
from tests.factories import NOON, AgencyFactory, HallFactory, ServiceItemFactory
from tests.factories.fees import schedule_of
from tests.factories.procurement import NoticeFactory
from tests.procurement.screens import published

pytestmark = pytest.mark.django_db
# What a visitor reaches and a search engine does not need: forms, one's own, endless lists
UNLISTED = (
    "/accounts/", "/search/", "/desk/", "/demo/", "/patterns/", "/log/entry/", "/noticeboard/n",
    "/agencies/compare/", "/agencies/shortlist/", "/agencies/mine/",
)  # fmt: skip


ONE_FILE = "/draws/verify/"  # a page to keep on a disk, in both languages, with no head of ours


@pytest.fixture(scope="module")
def kept(module_db, tmp_path_factory):
    """A world of each kind of page, and where its log stands."""
    state = tmp_path_factory.mktemp("state")
    with override_settings(MARKETPLACE_STATE_DIR=state), clock.using(now=lambda: NOON):
        HallFactory()
        schedule_of("1283-1999")
        item = ServiceItemFactory(code="EIA-01")
        world = {
            "notice": published(items=[item]),
            "draft": NoticeFactory(),
            "agency": AgencyFactory(),
            "applicant": AgencyFactory(in_vetting=True),
        }
        call_command("make_pages", verbosity=0)
        call_command("write_guides", "EIA-01", verbosity=0)
        call_command("tick")
    return state, world


@pytest.fixture
def world(kept, settings, at):
    settings.MARKETPLACE_STATE_DIR, world = kept
    return world


def listed(client):
    return [path for path, _links in sitemap(client)]


def is_unlisted(path):
    return path.removeprefix("/en").startswith(UNLISTED)


def links_of(answer):
    """Return where the links of a page lead, as paths."""
    for link in links(answer):
        parts = urlsplit(link)
        if not parts.netloc and not parts.scheme and parts.path.endswith("/"):
            yield parts.path


def is_page(answer) -> bool:
    """Return whether something is there, and no feed or file."""
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def reachable(client):
    """Return every page that a visitor reaches by links from the two home pages."""
    found, waiting = set(), ["/", "/en/"]
    while waiting:
        path = waiting.pop()
        if path in found or is_unlisted(path) or not is_page(answer := client.get(path)):
            continue
        found.add(path)
        waiting += [each for each in links_of(answer) if each.startswith("/")]
    return found


def test_it_has_each_page_that_a_visitor_reaches_once(client, world):
    paths = listed(client)

    assert len(paths) == len(set(paths))
    assert reachable(client) - set(paths) == set()


def test_each_page_that_it_has_is_there_for_everybody_with_its_twin(client, world):
    for path, named in sitemap(client):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert path in named.values()
        if not path.endswith(ONE_FILE):
            assert named == twins(head(answer)), path


def test_nothing_private_is_in_it(client, world):
    paths = " ".join(listed(client))

    assert world["notice"].public_id in paths
    assert world["agency"].public_id in paths
    for private in ("draft", "applicant"):
        assert world[private].public_id not in paths
    for place in ("/desk/", "/admin/", "/accounts/", "/mine/", "/noticeboard/n"):
        assert place not in paths


def test_a_page_that_is_taken_back_or_private_leaves_it(client, world):
    Page.objects.get(slug="guides", locale__language_code="en").unpublish()
    hidden = Page.objects.get(slug="news", locale__language_code="zh-hans")
    hidden.view_restrictions.create(restriction_type="login")

    paths = dict(sitemap(client))

    assert "/en/guides/" not in paths
    assert paths["/guides/"] == {}
    assert "/news/" not in paths


def test_many_pages_are_split_into_files_and_cost_no_more_queries(client, world, monkeypatch):
    monkeypatch.setattr(sitemaps, "PER_FILE", 2)

    def asked(path):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    asked("/sitemap-agencies-1.xml")
    before = asked("/sitemap-agencies-1.xml"), asked("/sitemap.xml")
    AgencyFactory.create_batch(4)

    assert (asked("/sitemap-agencies-1.xml"), asked("/sitemap.xml")) == before
    paths = listed(client)
    assert len([path for path in paths if path.startswith("/agencies/agency-")]) == 5
    assert len(paths) == len(set(paths))
    assert client.get("/sitemap-agencies-4.xml").status_code == 404


@pytest.mark.parametrize(
    "path", ["/sitemap-none-1.xml", "/sitemap-hall-0.xml", "/sitemap-hall-2.xml"]
)
def test_a_file_that_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_two_sections_of_one_name_are_refused(monkeypatch):
    offers = [lambda: [NamedPages("one", []), NamedPages("one", [])]]
    monkeypatch.setattr(sitemaps.hooks, "get_hooks", lambda _name: offers)

    with pytest.raises(ValueError, match="one"):
        sections()


def test_robots_are_told_where_the_sitemap_is_and_what_is_not_for_them(client):
    told = client.get("/robots.txt")

    lines = told.content.decode().splitlines()
    assert told["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"
    for path in ("/admin/", "/desk/", "/en/desk/", "/search/", "/en/accounts/login/"):
        assert f"Disallow: {path}" in lines


def test_nothing_that_robots_may_not_read_is_in_the_sitemap(client, world):
    lines = client.get("/robots.txt").content.decode().splitlines()
    closed = tuple(line.split(": ")[1] for line in lines if line.startswith("Disallow"))

    assert [path for path in listed(client) if path.startswith(closed)] == []


def test_the_sitemap_is_outside_of_the_languages(client):
    assert client.get("/en/sitemap.xml").status_code == 404
    assert path_of("http://testserver/sitemap.xml") == "/sitemap.xml"
