"""The page of a service: what stands on it, for whom, in both languages."""

import datetime as dt
import itertools

import pytest
from django.core.management import call_command

from marketplace.commands.set_calendar_day import set_calendar_day
from marketplace.documents.models import Document
from procurement.contracts.presentation.deeds import Deed
from tests.factories import DAY, HOUR, NOON, UserFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import OwnerFactory

from .pages import (
    address,
    do,
    file,
    member_of,
    of_agency,
    of_owner,
    on_duty,
    queries,
    signed_in,
    text,
)
from .stories import (
    CONFIRMED,
    STARTED,
    WEEK,
    awarded,
    confirmed,
    delivered,
    extended,
    fresh,
    paused,
    resumed,
    returned,
    started,
)

pytestmark = pytest.mark.django_db
DEEDS = [deed.value for deed in Deed]


@pytest.fixture(autouse=True)
def papers(settings, tmp_path):
    settings.MARKETPLACE_STATE_DIR = tmp_path


def tell_once():
    """Return a service that is awarded, browsers of strangers to it; and one that has started."""
    found, owner, agency = awarded(answers=2), UserFactory(), UserFactory()
    OwnerFactory(member=owner)
    AgencyFactory(member=agency)
    loser = found.notice.responses.exclude(agency=found.agency).get().agency
    strangers = (signed_in(owner), signed_in(agency), member_of(loser), on_duty("editor"))
    under_way = started()
    sides = (of_owner(under_way), of_agency(under_way), on_duty("regulator"))
    return (found, strangers), (under_way, sides)


# --- Who sees it


@pytest.mark.parametrize(
    ("method", "deed"), [("get", ""), *itertools.product(["get", "post"], DEEDS)]
)
def test_a_strangers_answer_is_that_of_a_page_that_does_not_exist(deed, method, told_once, at):
    engagement, strangers = told_once[0]
    missing = address(engagement, deed).replace(engagement.notice.public_id, "N2026-999999")

    for client in strangers:
        assert getattr(client, method)(address(engagement, deed)).status_code == 404
        assert getattr(client, method)(missing).status_code == 404


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_of_the_other_side_is_forbidden(deed, told_once, at):
    engagement, sides = told_once[1]
    owner_deeds = {"contract", "start", "decide", "accept", "return", "pause", "resume"}
    agency_deeds = {"confirm", "decline", "extend", "deliver", "pause", "resume"}

    given = [do(client, engagement, deed).status_code for client in sides]

    assert (given[0] == 403) == (deed not in owner_deeds)
    assert (given[1] == 403) == (deed not in agency_deeds)
    assert given[2] == 403


def test_getting_a_deeds_address_leads_to_its_place_on_the_page(at):
    engagement = awarded()

    response = of_agency(engagement).get(address(engagement, "confirm"))

    assert (response.status_code, response["Location"]) == (302, f"{address(engagement)}#confirm")


@pytest.mark.parametrize("duty", ["vetting", "draw", "sanctions", "review", "regulator"])
def test_operators_and_regulators_read_every_service(duty, told_once, at):
    engagement, _strangers = told_once[0]

    assert on_duty(duty).get(address(engagement)).status_code == 200


# --- What stands on it


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_way_of_a_service_is_told_with_dates_deadlines_and_people(language, at):
    engagement = started()
    paused(engagement, STARTED + DAY)
    resumed(engagement, STARTED + WEEK)
    extended(engagement, STARTED + WEEK + HOUR, days=3)
    at(STARTED + WEEK + DAY)

    response = of_owner(engagement).get(address(engagement, language=language))
    kinds = [entry.words for entry in response.context["history"]]

    assert response.status_code == 200
    assert len(kinds) == 8
    assert [step["status"] for step in response.context["steps"]] == ["done"] * 4 + ["now", ""]
    assert "缺少地形图。" in text(response)
    assert "雨季无法踏勘。" in text(response)
    assert "%(" not in text(response)


def test_the_history_says_who_did_it_and_why(at):
    engagement = started()
    at(STARTED + DAY)
    do(of_agency(engagement), engagement, "extend", days="2", reason="雨季")
    at(STARTED + 2 * DAY)
    do(of_owner(engagement), engagement, "decide", granted="no", remark="不同意")

    page = of_owner(engagement).get(address(engagement))
    asked, decided = page.context["history"][-2:]

    assert (asked.who, asked.why, asked.facts) == ("Agency", "雨季", ["2 working days"])
    assert (decided.who, decided.why) == ("Project owner", "不同意")


def test_the_clock_is_named_where_nobody_did_it(at):
    engagement = awarded(answers=2)
    at(CONFIRMED + 3 * DAY)
    call_command("tick")

    entry = of_agency(engagement).get(address(engagement)).context["history"][-1]

    assert entry.who == "The clock"
    assert entry.why == "The agency did not confirm the award in time."


def test_the_lamp_tells_days_due_day_and_what_is_saved(at):
    engagement = started(days=10)
    at(STARTED + 3 * DAY)

    page = text(of_agency(engagement).get(address(engagement)))

    assert "On time Due on 20 Mar 2026 used 0 working days allowed 10" in page
    assert "10 working days saved against the standard of 20." in page


@pytest.mark.parametrize(
    ("passed", "label"),
    [
        (13 * DAY, "Due soon"),
        (15 * DAY, "Overdue"),
        (19 * DAY, "Overdue by 2 working days"),
    ],
)
def test_the_lamp_follows_the_clock_alone(passed, label, at):
    engagement = started(days=10)
    at(STARTED + passed)

    assert label in text(of_agency(engagement).get(address(engagement)))


def test_an_unpublished_year_is_warned_of(at):
    engagement = started(closes_at=NOON + 2 * DAY)
    engagement.due_dates.model.objects.create(
        engagement=engagement,
        due_on=dt.date(2027, 1, 8),
        yellow_on=dt.date(2027, 1, 6),
        cause="extended",
        pinned_at=STARTED,
    )
    at(STARTED + DAY)

    page = text(of_owner(engagement).get(address(engagement)))

    assert "The state has not published the holidays of 2027 yet." in page


def test_papers_are_linked_and_the_link_hands_them_over(at):
    engagement = delivered(started(), STARTED + DAY)
    at(STARTED + DAY)
    client = of_owner(engagement)

    page = client.get(address(engagement)).content.decode()
    papers = Document.objects.filter(stream=engagement.stream)
    links = {each.name: f"/en/papers/{each.public_id}/" for each in papers}
    report = client.get(links["report.pdf"])

    assert set(links) == {"contract.pdf", "paper.pdf", "report.pdf"}
    assert [link for link in links.values() if link not in page] == []
    assert b"".join(report.streaming_content).startswith(b"%PDF")


def test_what_somebody_typed_is_text(at):
    handed_in = delivered(started(), STARTED + DAY)
    engagement = returned(handed_in, STARTED + 2 * DAY, "<script>x</script>")
    at(STARTED + 3 * DAY)

    page = of_agency(engagement).get(address(engagement)).content.decode()

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


@pytest.mark.parametrize(
    "data",
    [
        {"signed_on": "2026-02-30", "price": "1e9", "days": "١٠"},
        {"signed_on": "x" * 5000, "price": "-1", "days": "9" * 400},
        {"signed_on": "\x00", "price": "\u202e1", "days": ""},
    ],
)
def test_rubbish_is_answered_with_422(data, at):
    engagement = confirmed()
    at(STARTED)

    response = do(of_owner(engagement), engagement, "contract", **data, document=file())

    assert response.status_code == 422
    assert fresh(engagement).notice.state == "confirmed"


@pytest.mark.parametrize("public_id", ["x", "N2026-000000", "%E2%80%AE", "a" * 300])
def test_an_address_that_means_nothing_is_404(public_id, told_once, at):
    engagement, _strangers = told_once[0]

    response = of_owner(engagement).get(f"/desk/services/{public_id}/")

    assert response.status_code == 404


def test_a_holiday_added_after_the_pin_moves_no_due_day_and_the_page_says_why(at):
    engagement = started(days=10)
    hall = engagement.notice.hall
    set_calendar_day(
        hall_id=hall.pk,
        day=dt.date(2026, 3, 12),
        is_worked=False,
        name_zh="市庆",
        name_en="City day",
        source="市政府令",
        by=UserFactory(),
        at=STARTED + DAY,
    )
    at(STARTED + 2 * DAY)

    page = text(of_owner(engagement).get(address(engagement)))

    assert "Due on 20 Mar 2026" in page
    assert "By today's calendar this would fall due on 23 Mar 2026." in page.replace("&#x27;", "'")
    assert "City day" in page


def test_a_longer_story_costs_the_page_no_more_queries(at):
    engagement = started()
    paused(engagement, STARTED + HOUR)
    resumed(engagement, STARTED + 2 * HOUR)
    extended(engagement, STARTED + 3 * HOUR)
    engagement = returned(delivered(engagement, STARTED + 4 * HOUR), STARTED + 5 * HOUR)
    at(STARTED + WEEK)
    client = of_owner(engagement)
    one = queries(client, address(engagement))
    for hour in (24, 48):
        paused(engagement, STARTED + hour * HOUR)
        resumed(engagement, STARTED + (hour + 1) * HOUR)
        extended(engagement, STARTED + (hour + 2) * HOUR)
        engagement = delivered(engagement, STARTED + (hour + 3) * HOUR)
        engagement = returned(engagement, STARTED + (hour + 4) * HOUR)

    assert queries(client, address(engagement)) == one
