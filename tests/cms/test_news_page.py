"""News: the newest first, what else there is, and a picture in the right size."""

import gc
from datetime import timedelta

import pytest
from django.utils.translation import override
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.pages.commands import publish_new
from cms.pages.models import NewsIndexPage, NewsPage
from marketplace.models import Event
from tests.factories import NOON, ServiceItemFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_pages", "at")]

TODAY = NOON.date()


def tell(slug: str, *, days_ago: int = 0, **columns) -> NewsPage:
    index = NewsIndexPage.objects.get(locale__language_code="zh-hans")
    on = TODAY - timedelta(days=days_ago)
    page = NewsPage(title=f"消息 {slug}", slug=slug, locale=index.locale, on=on, **columns)
    return publish_new(index, page)


def test_the_newest_stands_first(client):
    tell("old", days_ago=9)
    tell("new")
    tell("middle", days_ago=3)

    shown = client.get("/news/").context["news"]

    assert [page.slug for page in shown] == ["new", "middle", "old"]


def test_one_kind_is_shown_alone(client):
    tell("one", kind="report")
    tell("two")

    assert [page.slug for page in client.get("/news/?kind=report").context["news"]] == ["one"]
    assert client.get("/news/?kind=announcement").status_code == 200
    assert len(client.get("/news/?kind=xyzzy").context["news"]) == 2


def test_it_leads_on_to_items_and_pages_that_can_be_read(client):
    item = ServiceItemFactory(name_zh="环评")
    other, hidden = tell("other"), tell("hidden")
    hidden.unpublish()
    related = [("item", item), ("page", other.page_ptr), ("page", hidden.page_ptr)]
    page = tell("one", related=related)

    assert client.get(page.url).context["read_on"] == [
        ("环评", item.get_absolute_url()),
        ("消息 other", other.url),
    ]


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Wagtail leaves its spool files open
def test_a_picture_is_served_in_a_modern_format(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = get_test_image_file(size=(1600, 900))
    image = Image.objects.create(title="Hall", file=file)
    image.contextual_alt_text, image.decorative = "", True
    page = tell("one", teaser=[("image", image)])

    for address in (page.url, "/news/"):
        shown = client.get(address).content.decode()
        assert "<picture" in shown
        assert 'type="image/webp"' in shown
    gc.collect()


def test_publishing_is_recorded_once():
    page = tell("one")

    [event] = Event.objects.of(f"page:{page.pk}")
    assert event.kind == "page.published"
    assert event.facts["title"] == "消息 one"
    assert (page.live, page.last_published_at) == (True, NOON)


def test_the_home_page_shows_the_newest(client):
    for number in range(5):
        tell(f"n{number}", days_ago=number)

    shown = client.get("/").content.decode()

    assert "消息 n0" in shown
    assert "消息 n4" not in shown


def test_an_index_without_news_says_so(client):
    with override("en"):
        assert "There is no news yet" in client.get("/en/news/").content.decode()


def test_a_page_takes_as_many_queries_for_six_pieces_as_for_two(
    client, django_assert_max_num_queries
):
    tell("a")
    tell("b")
    client.get("/news/")
    with django_assert_max_num_queries(50) as two:
        client.get("/news/")
    for number in range(4):
        tell(f"n{number}")

    with django_assert_max_num_queries(50) as six:
        client.get("/news/")

    assert len(six) == len(two)
