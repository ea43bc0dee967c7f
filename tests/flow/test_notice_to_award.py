"""The whole road of a notice, once for each mode, with the clock as the only driver."""

import datetime as dt

import pytest
from django.core.management import call_command

from marketplace.kernel.canonical import canonical
from marketplace.kernel.money import Money
from marketplace.kernel.seed import Seed
from marketplace.models import Event, LogLeaf
from procurement import commands
from procurement.domain.ballot import Ballot, Entry
from procurement.domain.replay import replay
from procurement.models import Notice
from tests.factories import DAY, NOON, UserFactory
from tests.factories.procurement import NoticeFactory, qualified_agency

pytestmark = pytest.mark.django_db
GRACE = dt.timedelta(seconds=15)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def user(at):
    return UserFactory()


def published(user, **columns):
    notice = NoticeFactory(**columns)
    return commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)


def place(notice, agency, user, price=None, days=None):
    commands.place_response(
        notice_id=notice.pk,
        agency_id=agency.pk,
        price=price and Money(price),
        promised={line.pk: days or line.required_days for line in notice.lines.all()},
        by=user,
        at=NOON,
    )


def tick_through_the_close(notice, at, passes=4):
    for step in range(passes):
        at(notice.closes_at + GRACE + step * SECOND)
        call_command("tick")
    notice.refresh_from_db()
    return notice


def kinds(stream):
    return [event.kind for event in Event.objects.of(stream)]


def test_a_random_draw_from_publication_to_award(user, at):
    notice = published(user, project__fiscal_bp=10_000)
    agencies = [qualified_agency(notice) for _each in range(4)]
    for agency in agencies:
        place(notice, agency, user, days=8)

    tick_through_the_close(notice, at)

    assert notice.state == "awarded"
    assert kinds(notice.stream) == [
        "notice.published",
        *["response.placed"] * 4,
        "notice.closed",
        "notice.selecting",
        "notice.awarded",
        "award.offered",
    ]
    assert kinds(notice.draw.stream) == ["draw.frozen", "draw.seeded"]
    award = notice.award
    assert sorted(award.ranking) == sorted(agency.public_id for agency in agencies)
    assert award.price == notice.ceiling
    told = Event.objects.of(notice.stream).get(kind="notice.awarded").facts
    assert told["ranking"][0]["promised"] == [{"item": notice.lines.get().item.code, "days": 8}]


def test_the_list_is_frozen_before_the_seed_exists(user, at):
    notice = published(user)
    place(notice, qualified_agency(notice), user)
    at(notice.closes_at + GRACE)
    call_command("tick")
    call_command("tick")
    notice.refresh_from_db()

    assert notice.state == "selecting"
    assert notice.draw.seed == ""
    assert kinds(notice.draw.stream) == ["draw.frozen"]

    at(notice.closes_at + GRACE + SECOND)
    call_command("tick")
    notice.refresh_from_db()
    assert notice.state == "awarded"


def test_anybody_can_decide_again_from_what_was_published(user, at):
    notice = published(user, mode_key="online_bidding")
    for price in (900, 800, 800, 850):
        place(notice, qualified_agency(notice), user, price=price)
    tick_through_the_close(notice, at)

    story = replay(Event.objects.of(notice.stream))
    seeded = Event.objects.of(f"draw:{story.draw}").get(kind="draw.seeded").facts
    entries = tuple(
        Entry(bid["candidate"], Money(bid["price_fen"])) for bid in story.evidence["bids"]
    )
    seed = Seed(bytes.fromhex(seeded["seed"]), seeded["source"])
    again = notice.mode.decide(Ballot(notice.terms, entries, seed))

    assert list(again.ranking) == notice.award.ranking == list(story.ranking)
    assert canonical(dict(again.evidence)) == canonical(story.evidence)
    assert story.price_fen == 800


def test_direct_selection_rests_on_the_acceptance_of_the_invited(user, at):
    notice = NoticeFactory(closes_at=None)
    agency = qualified_agency(notice)
    notice.mode_key = "direct_selection"
    notice.mode_params = {"invited": agency.public_id, "ground": "small_sum", "reason": "小额"}
    notice.save()
    notice = commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)
    place(notice, agency, user)

    tick_through_the_close(notice, at)

    assert notice.state == "awarded"
    assert notice.draw is None
    assert notice.award.ranking == [agency.public_id]


def test_an_invitation_that_nobody_accepts_fails(user, at):
    notice = NoticeFactory(closes_at=None)
    agency = qualified_agency(notice)
    notice.mode_key = "direct_selection"
    notice.mode_params = {"invited": agency.public_id, "ground": "small_sum", "reason": "小额"}
    notice.save()
    notice = commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    tick_through_the_close(notice, at)

    assert (notice.state, notice.failure) == ("failed", "no_answers")


@pytest.mark.parametrize(
    ("fiscal_bp", "answers", "state"),
    [(1, 2, "failed"), (1, 3, "awarded"), (0, 1, "awarded"), (0, 0, "failed")],
)
def test_public_money_needs_three_valid_answers_and_private_money_one(
    user, at, fiscal_bp, answers, state
):
    notice = published(user, project__fiscal_bp=fiscal_bp)
    for _each in range(answers):
        place(notice, qualified_agency(notice), user)

    assert tick_through_the_close(notice, at).state == state


def test_a_clock_that_was_dead_for_a_week_closes_with_the_same_result(user, at):
    notice = published(user)
    agency = qualified_agency(notice)
    place(notice, agency, user)

    for step in range(4):
        at(notice.closes_at + 7 * DAY + step * SECOND)
        call_command("tick")

    notice.refresh_from_db()
    assert notice.award.ranking == [agency.public_id]


def test_what_arrived_in_time_is_not_lost_behind_the_closing(user, at):
    notice = published(user)
    at(notice.closes_at + dt.timedelta(seconds=14))
    call_command("tick")

    notice.refresh_from_db()
    assert notice.state == "open"


def test_a_strangers_mode_decides_a_real_notice(user, at):
    notice = published(user, mode_key="median_price")
    asked = {}
    for price in (300, 900, 500, 700, 100):
        agency = qualified_agency(notice)
        place(notice, agency, user, price=price)
        asked[price] = agency.public_id

    tick_through_the_close(notice, at)

    assert notice.state == "awarded"
    assert notice.award.ranking[0] == asked[500]
    assert notice.award.price == Money(500)


def test_every_event_of_every_road_has_one_place_in_the_log(user, at):
    notice = published(user)
    place(notice, qualified_agency(notice), user)
    tick_through_the_close(notice, at)

    leaves = list(LogLeaf.objects.select_related("event").order_by("index"))
    assert [leaf.index for leaf in leaves] == [*range(len(leaves))]
    assert leaves[0].event.kind == "log.opened"
    assert len(leaves) == Event.objects.count()
    assert all(leaf.leaf_hash == leaf.event.leaf_hash() for leaf in leaves)


def test_the_events_alone_tell_the_state_of_every_notice(user, at):
    failed = published(user, project__fiscal_bp=1)
    cancelled = published(user)
    commands.cancel_notice(notice_id=cancelled.pk, reason="项目停建", by=user, at=NOON)
    awarded = published(user)
    place(awarded, qualified_agency(awarded), user)
    tick_through_the_close(awarded, at)

    for notice in Notice.objects.filter(pk__in=[failed.pk, cancelled.pk, awarded.pk]):
        story = replay(Event.objects.of(notice.stream))
        assert story.state == notice.state
        assert story.terms["ceiling_fen"] == notice.ceiling_minor
