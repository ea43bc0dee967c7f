"""What procurement shows on the home page, on an agency's page and on an item's page."""

from fractions import Fraction

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace import clock
from procurement.panels import latest_draw, typical_for
from tests.factories import DAY, NOON, ServiceItemFactory
from tests.factories.procurement import qualified_agency
from tests.procurement.screens import address, decided, place, published, text, tick

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held(at):
    return at


@pytest.fixture(scope="module")
def home(module_db):
    with clock.using(now=lambda: NOON):
        call_command("make_pages", verbosity=0)
    return "/"


def test_an_empty_market_has_a_home_page(client, home):
    page = text(client.get(f"/en{home}"))

    assert "No notice is open at present" in page
    assert "Latest results" not in page
    assert "selections done" not in page
    assert "Latest draw" not in page


def test_the_home_page_shows_open_notices_results_modes_and_the_latest_draw(client, home, at):
    done = decided(at)
    coming = published(closes_at=NOON + 9 * DAY)

    page = text(client.get(f"/en{home}"))

    assert address(coming) in page
    assert address(done) in page
    assert done.award.winner.name in page
    for told in ("Latest draw", "Latest results", "selections done", "Random draw"):
        assert told in page, told


def test_the_latest_draw_is_the_last_random_draw(at):
    draw = decided(at, prices=[None] * 2)
    at(NOON)
    decided(at, prices=[1_000_000], mode_key="online_bidding")

    shown = latest_draw()

    assert shown.notice == draw
    assert len(shown.tickets) == 2


def test_more_notices_and_results_need_no_more_queries_on_the_home_page(client, home, at):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(home)
        return len(asked)

    decided(at)
    published(closes_at=NOON + 9 * DAY)
    client.get(home)  # Wagtail caches the site's root paths
    before = queries()
    for _each in range(2):
        at(NOON)
        decided(at)
        published(closes_at=NOON + 9 * DAY)

    assert queries() == before


def test_the_page_of_an_agency_shows_what_it_has_won(client, at):
    notice = decided(at, prices=[1_500_000], mode_key="online_bidding")
    winner = notice.award.winner

    page = text(client.get(f"/en/agencies/{winner.public_id}/"))

    assert address(notice) in page
    assert "CNY 15,000.00" in page
    assert "75% of the ceiling" in page


def test_the_page_of_an_agency_without_awards_says_so(client):
    agency = qualified_agency(published())

    page = text(client.get(f"/en/agencies/{agency.public_id}/"))

    assert "This agency has not been selected here yet" in page


def test_the_page_of_an_item_shows_its_open_notices_and_what_is_typical(client, at):
    item = ServiceItemFactory()
    done = published(items=[item], mode_key="online_bidding")
    place(done, price=1_500_000, days=5)
    place(done, price=1_900_000, days=20)
    tick(done, at)
    coming = published(items=[item], closes_at=NOON + 9 * DAY)
    other = published(closes_at=NOON + 9 * DAY)

    page = text(client.get(f"/en/items/{item.code}/"))

    assert address(coming) in page
    assert address(other) not in page
    shown = typical_for(item)
    assert (shown.selections, shown.below_ceiling) == (1, Fraction(1, 4))
    assert (shown.promised_days, shown.mean_days) == (5, "5.0")
    assert "standard 20" in page


def test_the_mean_of_days_is_rounded_half_up(at):
    item = ServiceItemFactory()
    for days in (5, 6, 6, 6):  # 5.75
        at(NOON)
        notice = published(items=[item])
        place(notice, days=days)
        tick(notice, at)

    assert typical_for(item).mean_days == "5.8"


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_with_panels_is_there_in_both_languages(client, home, at, language):
    notice = decided(at)
    winner, item = notice.award.winner, notice.lines.get().item

    for path in (home, f"/agencies/{winner.public_id}/", f"/items/{item.code}/"):
        assert client.get(f"{language}{path}").status_code == 200, path


def test_the_menu_leads_to_the_notices(client):
    page = text(client.get("/en/modes/"))

    assert 'href="/en/notices/"' in page
