"""Every mode of ours keeps the contract that a plug-in's author inherits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.kernel.seed import Seed
from procurement.domain.ballot import Ballot, Entry, Terms
from procurement.modes.direct_selection import DirectSelection
from procurement.modes.online_bidding import OnlineBidding
from procurement.modes.random_draw import RandomDraw
from procurement.testing import ModeContract
from tests.factories import DAY, NOON

names = st.lists(
    st.integers(1, 999_999).map("agency-{:06}".format), min_size=1, max_size=9, unique=True
)
seeds = st.binary(min_size=32, max_size=32)
INVITATION = {"invited": "agency-000007", "ground": "small_sum", "reason": "小额零星"}


class TestRandomDraw(ModeContract):
    mode = RandomDraw


class TestOnlineBidding(ModeContract):
    mode = OnlineBidding


class TestDirectSelection(ModeContract):
    mode = DirectSelection
    params = INVITATION
    candidates = 1


def terms(*, floor=None, **params):
    return Terms(ceiling=Money(1_000), floor=floor, closes_at=NOON + DAY, params=params)


def bids(prices, seed=b"s" * 32):
    entries = tuple(Entry(name, Money(price)) for name, price in prices.items())
    return Ballot(terms(), entries, Seed(seed, "test"))


@given(
    st.dictionaries(
        st.sampled_from([f"agency-{n:06}" for n in range(9)]), st.integers(1, 4), min_size=1
    ),
    seeds,
)
def test_nobody_who_asks_more_stands_before_somebody_who_asks_less(prices, seed):
    ranking = OnlineBidding().decide(bids(prices, seed)).ranking

    asked = [prices[name] for name in ranking]
    assert asked == sorted(asked)


@given(names, seeds)
def test_equal_bids_stand_in_the_order_of_a_draw_among_them(candidates, seed):
    ranking = OnlineBidding().decide(bids(dict.fromkeys(candidates, 5), seed)).ranking

    entries = tuple(Entry(name) for name in candidates)
    assert ranking == RandomDraw().decide(Ballot(terms(), entries, Seed(seed, "test"))).ranking


def test_the_lowest_ticket_wins_as_anybody_can_redo_by_hand():
    entries = (Entry("agency-0001"), Entry("agency-0002"), Entry("agency-0003"))

    decision = RandomDraw().decide(Ballot(terms(), entries, Seed(bytes(32), "test")))

    first = {each["candidate"]: each["ticket"] for each in decision.evidence["tickets"]}
    assert first["agency-0001"] == (
        "1b78e7b2158d52310b5ce3b58260189ee968779a6285b55c9e23dafb351cea62"  # integrity A.11
    )
    assert list(decision.ranking) == sorted(first, key=first.get)


@pytest.mark.parametrize(
    ("code", "price", "floor"),
    [
        ("bid.no_price", None, None),
        ("bid.no_price", Money(0), None),
        ("bid.above_ceiling", Money(1_001), None),
        ("bid.below_floor", Money(499), Money(500)),
    ],
)
def test_a_quote_that_cannot_be_weighed_is_refused(code, price, floor):
    with pytest.raises(Refusal, match=f"^{code}$"):
        OnlineBidding().check_entry(terms(floor=floor), Entry("agency-000001", price))


@pytest.mark.parametrize("gone", ["invited", "ground", "reason"])
def test_an_invitation_needs_agency_ground_and_reason(gone):
    with pytest.raises(Refusal, match=r"^invitation\.incomplete$"):
        DirectSelection().check_terms(terms(**(INVITATION | {gone: ""})))


def test_a_ground_that_nobody_knows_is_no_ground():
    with pytest.raises(Refusal, match=r"^invitation\.incomplete$"):
        DirectSelection().check_terms(terms(**(INVITATION | {"ground": "we like them"})))


def test_only_the_invited_agency_may_answer_an_invitation():
    with pytest.raises(Refusal, match=r"^invitation\.other$"):
        DirectSelection().check_entry(terms(**INVITATION), Entry("agency-000008"))


@pytest.mark.parametrize("mode", [RandomDraw, OnlineBidding])
def test_a_mode_that_needs_a_seed_does_not_make_one_up(mode):
    with pytest.raises(ValueError, match="seed"):
        mode().decide(Ballot(terms(), (Entry("agency-000001", Money(5)),), None))
