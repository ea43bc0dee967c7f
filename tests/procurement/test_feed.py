"""The notices as Atom, as RSS and as a calendar, read as strictly as a feed reader might."""

import datetime as dt
import re
from email.utils import parsedate_to_datetime

import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from procurement import commands
from tests.factories import DAY, HOUR, NOON, HallFactory, ServiceItemFactory, UserFactory
from tests.procurement.screens import decided, invitation, place, published

pytestmark = pytest.mark.django_db
ATOM, FEED, RSS = "{http://www.w3.org/2005/Atom}", "/en/notices/feed/", "/en/notices/feed/rss/"
ICS, HOST = "/en/notices/deadlines.ics", "http://testserver"
TAG = re.compile(r"tag:testserver,\d{4}-\d\d-\d\d:[\w:.?=&%-]+")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


@pytest.fixture(autouse=True)
def held(at):
    HallFactory()
    return at


def atom(client, address=FEED):
    """Return a feed, checked against what RFC 4287 asks of feed and entry."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for element in [feed, *entries(feed)]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert TAG.fullmatch(element.findtext(f"{ATOM}id")), element.findtext(f"{ATOM}id")
        assert RFC3339.fullmatch(element.findtext(f"{ATOM}updated"))
    for entry in entries(feed):
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
        assert link(entry, "alternate").startswith(HOST)
        assert moment(entry, "published") <= moment(entry, "updated") <= moment(feed, "updated")
    assert link(feed, "self") == f"{HOST}{address}"
    return feed


def entries(feed):
    return feed.findall(f"{ATOM}entry")


def link(element, relation):
    found = element.findall(f"{ATOM}link")
    [address] = [each.get("href") for each in found if each.get("rel", "alternate") == relation]
    return address


def moment(element, name):
    return dt.datetime.fromisoformat(element.findtext(f"{ATOM}{name}"))


def ids(feed):
    return [entry.findtext(f"{ATOM}id") for entry in entries(feed)]


def test_each_published_notice_is_an_entry_the_newest_first(client):
    first, second = published(), published(closes_at=NOON + 3 * DAY)

    feed = atom(client)

    assert ids(feed) == [
        f"tag:testserver,2026-03-02:notice:{notice.public_id}" for notice in (second, first)
    ]
    [newest, _oldest] = entries(feed)
    assert link(newest, "alternate") == f"{HOST}/en/notices/{second.public_id}/"
    assert newest.findtext(f"{ATOM}author/{ATOM}name") == second.owner.organisation.name_en
    told = newest.findtext(f"{ATOM}summary")
    assert "Ceiling: CNY 20,000.00." in told
    assert "Answers until Thu 5 Mar 2026, 12:00:00 Beijing time." in told


def test_a_name_is_the_same_in_every_language_and_format(client):
    published()
    published()

    english, chinese = atom(client), atom(client, "/notices/feed/")
    rss = ElementTree.fromstring(client.get(RSS).content)

    assert ids(english) == ids(chinese) == [each.text for each in rss.iter("guid")]
    languages = [
        feed.get("{http://www.w3.org/XML/1998/namespace}lang") for feed in (english, chinese)
    ]
    assert languages == ["en", "zh-Hans"]
    assert english.findtext(f"{ATOM}id") != chinese.findtext(f"{ATOM}id")


def test_the_rss_has_what_a_reader_asks(client):
    notice = published()

    answer = client.get(RSS)

    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = ElementTree.fromstring(answer.content).find("channel")
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    assert channel.find(f"{ATOM}link").get("href") == f"{HOST}{RSS}"
    [item] = channel.findall("item")
    assert item.find("guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(item.findtext("pubDate")) == notice.published_at
    assert item.findtext("link") == f"{HOST}/en/notices/{notice.public_id}/"


def test_the_filters_of_the_list_narrow_the_feed_and_stay_in_its_address(client):
    item = ServiceItemFactory()
    wanted, _other = published(items=[item]), published(mode_key="online_bidding")

    by_item = atom(client, f"{FEED}?item={item.code}")
    by_mode = atom(client, f"{FEED}?mode=random_draw")

    assert ids(by_item) == ids(by_mode)
    assert ids(by_item)[0].endswith(wanted.public_id)
    assert link(by_item, "alternate") == f"{HOST}/en/notices/?item={item.code}"


@pytest.mark.parametrize("address", [FEED, RSS, ICS])
def test_a_filter_that_means_nothing_is_refused(client, address):
    answer = client.get(f"{address}?mode=xyzzy")

    assert answer.status_code == 422
    assert "xyzzy" in answer.content.decode()


def test_what_happens_to_a_notice_updates_its_entry(client, at):
    notice = published()
    before = moment(entries(atom(client))[0], "updated")
    at(NOON + HOUR)
    commands.cancel_notice(
        notice_id=notice.pk, reason="项目暂缓。", by=UserFactory(), at=NOON + HOUR
    )

    [entry] = entries(atom(client))

    assert moment(entry, "updated") - before == HOUR
    assert moment(entry, "published") == NOON
    assert "State: Cancelled." in entry.findtext(f"{ATOM}summary")


def test_an_answer_changes_no_byte_before_the_close(client):
    notice = published()
    before = [client.get(each).content for each in (FEED, RSS, ICS)]

    place(notice)

    assert [client.get(each).content for each in (FEED, RSS, ICS)] == before


def test_a_result_is_told(client, at):
    notice = decided(at)

    [entry] = entries(atom(client))

    told = entry.findtext(f"{ATOM}summary")
    assert f"Selected: {notice.award.winner.name} at CNY 20,000.00." in told


def test_a_reader_that_has_it_gets_nothing_again(client):
    published()
    etag = client.get(FEED)["ETag"]

    again = client.get(FEED, headers={"If-None-Match": etag})
    published()
    anew = client.get(FEED, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert anew.status_code == 200


def test_a_hostile_name_stays_text(client):
    name = "</title><script>alert(1)</script>]]>"
    published(project__name_zh=name, project__name_en=name)

    [entry] = entries(atom(client))

    assert entry.findtext(f"{ATOM}title").startswith(name)


def test_a_hostile_text_has_no_elements_where_readers_take_it_for_html(client):
    name = "<script>alert(1)</script><b>x</b>"
    published(project__region__name_zh=name, project__region__name_en=name)

    [entry] = entries(atom(client))
    item = ElementTree.fromstring(client.get(RSS).content).find("channel/item")

    for text in (entry.findtext(f"{ATOM}summary"), item.findtext("description")):
        read = BeautifulSoup(text, "html.parser")
        assert read.find() is None
        assert f"Where: {name}." in read.text


def test_before_the_first_notice_the_feed_is_there_and_empty(client):
    feed = atom(client)

    assert entries(feed) == []
    assert moment(feed, "updated")
    assert list(Calendar.from_ical(client.get(ICS).content).walk("VEVENT")) == []


def test_more_notices_need_no_more_queries(client):
    def queries(address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    published()
    for address in (FEED, ICS):
        queries(address)
        before = queries(address)
        published()
        published()
        assert queries(address) == before


def test_the_calendar_has_the_open_notices_that_the_filters_leave(client, at):
    drawn = published()
    invited, _agency = invitation()

    whole = Calendar.from_ical(client.get(ICS).content)
    narrowed = Calendar.from_ical(client.get(f"{ICS}?mode=random_draw").content)
    at(drawn.closes_at + HOUR)
    later = Calendar.from_ical(client.get(ICS).content)

    assert {str(event["uid"]).split("@")[0] for event in whole.walk("VEVENT")} == {
        f"{drawn.public_id}-close",
        f"{invited.public_id}-close",
    }
    [event] = narrowed.walk("VEVENT")
    assert event.decoded("dtend") == drawn.closes_at
    assert f"{drawn.public_id}-close" not in later.to_ical().decode()


def test_the_list_leads_to_its_feeds_with_its_filters(client):
    published()

    page = client.get("/en/notices/?mode=random_draw&page=1").content.decode()

    for address in (FEED, RSS, ICS):
        assert f'href="{address}?mode=random_draw"' in page
