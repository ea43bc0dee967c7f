"""Each deed of a service, done through its page by who may do it."""

import pytest

from marketplace.documents.models import Document
from procurement.contracts.models import Engagement
from tests.factories import DAY, HOUR

from .pages import address, do, file, of_agency, of_owner, offered, on_duty, refused, said, text
from .stories import (
    CLOSE,
    CONFIRMED,
    FILED,
    STARTED,
    WEEK,
    awarded,
    confirmed,
    contracted,
    delivered,
    fresh,
    paused,
    started,
)

pytestmark = pytest.mark.django_db
CONTRACT = {"signed_on": "2026-03-06", "price": "20000.00"}
PAUSE = {"reason": "papers", "cause": "owner", "remark": "缺少地形图。"}


@pytest.fixture(autouse=True)
def papers(settings, tmp_path):
    settings.MARKETPLACE_STATE_DIR = tmp_path


def tell_once():
    return {story: story() for story in (awarded, confirmed, contracted, started)}


@pytest.fixture
def kept(told_once, at):
    """Return what tells a story that was told once, in an object of the test's own."""
    return lambda story: fresh(told_once[story])


def state(engagement) -> str:
    return fresh(engagement).notice.state


# --- The straight way


def test_the_agency_confirms_the_award(kept, at):
    engagement = kept(awarded)
    at(CONFIRMED)
    client = of_agency(engagement)

    response = do(client, engagement, "confirm")

    assert (response.status_code, response["Location"]) == (303, address(engagement))
    assert said(response) == ["The award is confirmed. The owner signs the contract with you."]
    assert state(engagement) == "confirmed"


def test_the_agency_declines_and_its_page_says_that_it_fell_away(at):
    engagement = awarded(answers=2)
    at(CONFIRMED)
    client = of_agency(engagement)

    response = do(client, engagement, "decline", reason="人员不足。")
    page = text(client.get(address(engagement)))

    assert response.status_code == 303
    assert fresh(engagement).fallen_at == CONFIRMED
    assert "Fell away" in page
    assert "人员不足。" in page
    assert offered(client, engagement) == []


def test_the_owner_hands_in_the_signed_contract(kept, at):
    engagement = kept(confirmed)
    at(FILED)
    client = of_owner(engagement)
    days = engagement.promised_days

    response = do(client, engagement, "contract", **CONTRACT, days=days, document=file("合同.pdf"))

    assert response.status_code == 303
    assert state(engagement) == "contracted"
    assert Document.objects.get(stream=engagement.stream).name == "合同.pdf"


def test_the_owner_hands_over_several_papers_at_once(kept, at):
    engagement = kept(contracted)
    at(STARTED)
    client = of_owner(engagement)

    response = do(client, engagement, "start", papers=[file("a.pdf"), file("b.pdf")])

    assert response.status_code == 303
    assert state(engagement) == "in_service"
    handed = Document.objects.filter(stream=engagement.stream, purpose="papers")
    assert sorted(each.name for each in handed) == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize("side", [of_owner, of_agency])
def test_both_sides_pause_the_clock_and_let_it_go_on(side, kept, at):
    engagement = kept(started)
    at(STARTED + DAY)
    client = side(engagement)

    stopped = do(client, engagement, "pause", **PAUSE, evidence=file())
    while_paused = text(client.get(address(engagement)))
    at(STARTED + WEEK)
    again = do(client, engagement, "resume")

    assert (stopped.status_code, again.status_code) == (303, 303)
    assert "Papers from the owner are missing" in while_paused
    assert fresh(engagement).pauses.get().resumed_at == STARTED + WEEK


@pytest.mark.parametrize(("granted", "days"), [("yes", 5), ("no", 0)])
def test_an_extension_counts_only_once_the_owner_agrees(granted, days, kept, at):
    engagement = kept(started)
    at(STARTED + DAY)

    asked = do(of_agency(engagement), engagement, "extend", days="5", reason="雨季")
    before = fresh(engagement).extended_days
    owner = of_owner(engagement)
    told = text(owner.get(address(engagement)))
    decided = do(owner, engagement, "decide", granted=granted, remark="知悉")

    assert (asked.status_code, decided.status_code) == (303, 303)
    assert "Asked for: 5 working days. 雨季" in told
    assert (before, fresh(engagement).extended_days) == (0, days)


def test_the_deliverable_is_submitted_returned_and_accepted(kept, at):
    engagement = kept(started)
    agency, owner = of_agency(engagement), of_owner(engagement)

    at(STARTED + DAY)
    first = do(agency, engagement, "deliver", document=file("报告.pdf"), remark="初稿")
    at(STARTED + 2 * DAY)
    back = do(owner, engagement, "return", reason="附图不全。")
    at(STARTED + 3 * DAY)
    second = do(agency, engagement, "deliver", document=file("报告2.pdf"))
    at(STARTED + 4 * DAY)
    done = do(owner, engagement, "accept")

    assert {each.status_code for each in (first, back, second, done)} == {303}
    assert fresh(engagement).acceptance == Engagement.Acceptance.BY_OWNER
    page = text(owner.get(address(engagement)))
    assert "附图不全。" in page
    assert "Delivered in time" in page


def test_the_operator_asks_for_a_skip_and_nothing_happens_before_the_second_signature(at):
    engagement = awarded(answers=2)
    at(CONFIRMED)
    client = on_duty("draw")

    response = do(client, engagement, "skip", reason="失联")
    twice = do(client, engagement, "skip", reason="失联")

    assert response.status_code == 303
    assert refused(twice, "skip.asked")
    assert fresh(engagement).fallen_at is None


# --- What is offered to whom


OFFERED = [
    (awarded, of_agency, ["confirm", "decline"]),
    (awarded, of_owner, []),
    (awarded, lambda _each: on_duty("draw"), ["skip"]),
    (awarded, lambda _each: on_duty("regulator"), []),
    (confirmed, of_owner, ["contract"]),
    (confirmed, of_agency, ["decline"]),
    (contracted, of_owner, ["start"]),
    (contracted, of_agency, []),
    (started, of_agency, ["deliver", "pause", "extend"]),
    (started, of_owner, ["pause"]),
    (started, lambda _each: on_duty("vetting"), []),
]


@pytest.mark.parametrize(("story", "side", "deeds"), OFFERED)
def test_each_side_is_offered_its_own_deeds_the_main_one_first(story, side, deeds, kept, at):
    engagement = kept(story)
    at(STARTED + HOUR)

    assert offered(side(engagement), engagement) == deeds


def test_a_paused_service_offers_to_go_on_and_not_to_deliver(kept, at):
    engagement = kept(started)
    paused(engagement, STARTED + HOUR)
    at(STARTED + DAY)

    assert offered(of_agency(engagement), engagement) == ["resume", "extend"]
    assert offered(of_owner(engagement), engagement) == ["resume"]


def test_a_delivered_service_waits_for_the_owner(kept, at):
    engagement = delivered(kept(started), STARTED + DAY)
    at(STARTED + DAY)

    assert offered(of_owner(engagement), engagement) == ["accept", "return"]
    assert offered(of_agency(engagement), engagement) == []


# --- What is refused


REFUSED = [
    (awarded, of_agency, "decline", {}, "Write why; everybody can read it."),
    (confirmed, of_owner, "contract", {}, "Choose a file"),
    (contracted, of_owner, "start", {}, "Choose a file"),
    (started, of_agency, "pause", PAUSE, "Choose a file"),
    (started, of_agency, "pause", PAUSE | {"reason": "weather"}, "weather"),
    (started, of_agency, "extend", {"days": "０", "reason": "雨"}, "from 1 to 250"),
    (started, of_agency, "deliver", {"document": "no file"}, "Choose a file"),
]


@pytest.mark.parametrize(("story", "side", "deed", "data", "told"), REFUSED)
def test_a_form_with_something_wrong_is_shown_again(story, side, deed, data, told, kept, at):
    engagement = kept(story)
    at(FILED)
    before = state(engagement)

    response = do(side(engagement), engagement, deed, **data)

    assert response.status_code == 422
    assert told in text(response)
    assert state(engagement) == before


def test_a_contract_with_another_price_is_refused_and_what_was_typed_stays(kept, at):
    engagement = kept(confirmed)
    at(FILED)
    data = CONTRACT | {"price": "19999.99", "days": engagement.promised_days}
    before = Document.objects.count()

    response = do(of_owner(engagement), engagement, "contract", **data, document=file())

    assert refused(response, "contract.differs")
    assert 'value="19999.99"' in response.content.decode()
    assert state(engagement) == "confirmed"
    assert Document.objects.count() == before


@pytest.mark.parametrize(
    "sent", [file("a.exe", b"MZ"), file("a.pdf", b""), file("a.pdf", b"<html>")]
)
def test_a_file_that_is_no_paper_is_refused(sent, kept, at):
    engagement = kept(started)
    at(STARTED + DAY)

    response = do(of_agency(engagement), engagement, "deliver", document=sent)

    assert response.status_code == 422
    assert state(engagement) == "in_service"


def test_a_second_click_changes_nothing(kept, at):
    engagement = kept(awarded)
    at(CONFIRMED)
    client = of_agency(engagement)

    first, second = (do(client, engagement, "confirm") for _click in range(2))

    assert first.status_code == 303
    assert refused(second, "notice.wrong_state")
    assert fresh(engagement).confirmed_at == CONFIRMED


def test_a_confirmation_after_its_time_is_refused(kept, at):
    engagement = kept(awarded)
    at(CLOSE + 2 * DAY)

    response = do(of_agency(engagement), engagement, "confirm")

    assert refused(response, "award.late")
    assert state(engagement) == "awarded"
