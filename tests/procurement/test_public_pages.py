"""The list of notices with its filters, and the modes explained."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import conditional_escape

from procurement import commands
from procurement.modes.registry import modes
from tests.factories import DAY, NOON, HallFactory, ServiceItemFactory, UserFactory
from tests.factories.procurement import NoticeFactory
from tests.procurement.screens import decided, in_both_languages, published, text, tick

pytestmark = pytest.mark.django_db
NOTICES = "/notices/"


@pytest.fixture(autouse=True)
def held(at):
    return at


def shown(client, query=""):
    """Return the public ids of the notices that the list shows, in their order."""
    response = client.get(f"{NOTICES}{query}")
    assert response.status_code == 200
    return [row.notice.public_id for row in response.context["rows"]]


def page_of(notice):
    return reverse("procurement:notice", args=[notice.public_id])


# --- The list -------------------------------------------------------------------------------


def test_the_list_shows_published_notices_only(client):
    notice = published()
    NoticeFactory()

    assert shown(client) == [notice.public_id]


def test_a_cancelled_draft_was_never_public(client):
    draft = NoticeFactory()
    commands.cancel_notice(notice_id=draft.pk, reason="不做了", by=UserFactory(), at=NOON)

    assert shown(client) == []
    assert client.get(page_of(draft)).status_code == 404


def test_open_notices_come_first_the_soonest_at_the_top(client, at):
    done = decided(at)
    late = published(closes_at=NOON + 9 * DAY)
    soon = published(closes_at=NOON + 8 * DAY)

    assert shown(client) == [soon.public_id, late.public_id, done.public_id]
    assert shown(client, "?sort=newest")[0] == soon.public_id


def test_each_filter_narrows_the_list(client):
    item = ServiceItemFactory()
    wanted = published(items=[item], mode_key="online_bidding", scope="桥梁荷载试验")
    published()
    region, owner = wanted.project.region, wanted.owner

    for query in (
        f"?item={item.code}",
        f"?category={item.category.code}",
        f"?region={region.code}",
        f"?owner={owner.public_id}",
        "?mode=online_bidding",
        f"?q={wanted.public_id}",
        "?q=桥梁 荷载",
        f"?state=open&mode=online_bidding&region={region.code}",
    ):
        assert shown(client, query) == [wanted.public_id], query


def test_several_choices_of_one_filter_are_alternatives(client):
    draw, bid = published(), published(mode_key="online_bidding")

    found = shown(client, "?mode=random_draw&mode=online_bidding")

    assert sorted(found) == sorted([draw.public_id, bid.public_id])


def test_a_notice_stands_on_the_shelf_of_its_state(client, at):
    won = decided(at)
    failed = tick(published(closes_at=NOON + 4 * DAY), at)
    between = published(closes_at=NOON + 6 * DAY)
    still = published(closes_at=NOON + 9 * DAY)
    at(between.closes_at)

    assert shown(client, "?state=open") == [still.public_id]
    assert shown(client, "?state=selecting") == [between.public_id]
    assert shown(client, "?state=decided") == [won.public_id]
    assert shown(client, "?state=failed") == [failed.public_id]
    assert len(shown(client, "?state=open&state=failed")) == 2


def test_counts_beside_a_filter_leave_out_its_own_choice(client):
    published()
    published(mode_key="online_bidding")

    facets = client.get(f"{NOTICES}?mode=random_draw").context["facets"]

    counts = {each.name: {one.value: one.count for one in each.options} for each in facets}
    assert counts["mode"] == {"random_draw": 1, "online_bidding": 1}
    assert counts["state"] == {"open": 1, "selecting": 0, "decided": 0, "failed": 0}


def test_a_chip_leads_to_the_list_without_its_filter(client):
    published()

    chips = client.get(f"{NOTICES}?mode=random_draw&state=open&page=1").context["chips"]

    assert [chip.url for chip in chips] == ["?mode=random_draw", "?state=open"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?state=lost", "There is no state “lost”."),
        ("?mode=roulette", "There is no mode “roulette” on this site."),
        ("?region=atlantis", "There is no region “atlantis” on this site."),
        ("?category=magic", "There is no category “magic” on this site."),
        ("?item=X-99", "There is no service item “X-99” on this site."),
        ("?owner=owner-999999", "There is no owner “owner-999999” on this site."),
        ("?sort=luck", "The list cannot be sorted by “luck”."),
        ("?q=" + "长" * 101, "at most 100 are kept"),
    ],
)
def test_a_filter_without_a_meaning_is_told_so(client, query, message):
    published()

    response = client.get(f"/en{NOTICES}{query}")

    assert response.status_code == 422
    assert message in text(response)
    assert response.context["rows"] == []


def test_a_page_beyond_the_last_is_the_last(client):
    published()

    assert len(shown(client, "?page=99")) == 1
    assert len(shown(client, "?page=many")) == 1


def test_an_empty_list_says_so(client):
    assert "No notice has been published yet" in text(client.get(f"/en{NOTICES}"))
    published()
    assert "No notice meets every filter" in text(client.get(f"/en{NOTICES}?q=nothing"))


@pytest.mark.parametrize("query", ["", "?state=open&mode=random_draw&q=演示&sort=newest"])
def test_more_notices_need_no_more_queries(client, query, django_assert_num_queries):
    published()
    client.get(f"{NOTICES}{query}")  # what the site remembers is asked for once
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{NOTICES}{query}")
    for _each in range(2):
        published()

    with django_assert_num_queries(len(asked)):
        client.get(f"{NOTICES}{query}")


@pytest.mark.parametrize("path", [NOTICES, "/modes/"])
def test_the_page_is_there_in_both_languages(client, path):
    published()

    assert [page.status_code for page in in_both_languages(client, path)] == [200, 200]


# --- The modes ------------------------------------------------------------------------------


def test_every_registered_mode_is_explained(client):
    page = text(client.get("/en/modes/"))

    for mode in modes:
        assert str(mode.label) in page
        assert conditional_escape(mode.explanation) in page


def test_the_rules_of_the_hall_stand_beside_the_modes(client):
    HallFactory(rules__min_answers_public=5)

    assert "5 valid answers with public money, 1 with private money" in text(
        client.get("/en/modes/")
    )
