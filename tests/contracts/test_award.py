"""From the award to the signed contract: who confirms, who falls away, who follows."""

import datetime as dt

import pytest
from django.utils import translation

from marketplace.documents.models import Document
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import EventPrivate
from procurement.contracts import commands
from procurement.contracts.models import Engagement
from procurement.models import Award, Skip
from tests.contracts.stories import (
    CLOSE,
    CONFIRMED,
    FILED,
    awarded,
    confirmed,
    contract,
    contracted,
    fresh,
    kinds,
    somebody,
    told,
)
from tests.factories import DAY, HOUR, ServiceItemFactory
from tests.procurement.refused import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def midnight_after(day):
    """Return 24:00 of a day of March 2026, in Beijing."""
    return dt.datetime(2026, 3, day, 16, tzinfo=dt.UTC)


def test_an_award_offers_itself_to_the_winner_at_its_price_and_promise():
    engagement = awarded(answers=3, days=12)

    award = engagement.notice.award
    assert (engagement.agency, engagement.rank) == (award.winner, 1)
    assert engagement.price == award.price == Money(2_000_000)
    assert (engagement.promised_days, engagement.standard_days) == (12, 20)
    assert engagement.offered_at == CLOSE
    assert engagement.confirm_by == engagement.publicity_ends_at == midnight_after(5)
    assert told(engagement, "award.offered")["agency"] == award.winner.public_id


def test_a_result_with_compared_prices_is_publicised_longer():
    engagement = awarded(mode_key="online_bidding")

    assert engagement.price == Money(1_500_000)
    assert engagement.publicity_ends_at == midnight_after(9)  # three working days


@pytest.mark.parametrize(("in_sequence", "promised", "standard"), [(False, 9, 30), (True, 18, 50)])
def test_the_clock_runs_for_the_longest_line_or_for_their_sum(in_sequence, promised, standard):
    items = [ServiceItemFactory(standard_days=30), ServiceItemFactory(standard_days=20)]

    engagement = awarded(items=items, lines_in_sequence=in_sequence, days=9)

    assert (engagement.promised_days, engagement.standard_days) == (promised, standard)


def test_an_award_and_its_first_engagement_come_together_or_not_at_all(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the engagement cannot be made")

    monkeypatch.setattr(Engagement.objects.__class__, "create", fail)

    with pytest.raises(RuntimeError, match="cannot be made"):
        awarded()

    assert not Award.objects.exists()


# --- confirming


def test_a_winner_confirms_in_time_and_the_time_to_sign_begins():
    engagement = confirmed()

    assert fresh(engagement).notice.state == "confirmed"
    assert engagement.confirmed_at == CONFIRMED
    assert engagement.sign_by == midnight_after(12)  # five working days after the publicity
    assert engagement.lapses_at == dt.datetime(2026, 4, 4, 16, tzinfo=dt.UTC)
    assert told(engagement, "award.confirmed")["agency"] == engagement.agency.public_id


@pytest.mark.parametrize(("late", "code"), [(-1, None), (0, "award.late"), (1, "award.late")])
def test_a_confirmation_counts_before_24_00_of_the_last_day(late, code):
    engagement = awarded()
    arguments = {
        "engagement_id": engagement.pk,
        "by": somebody(),
        "at": engagement.confirm_by + dt.timedelta(seconds=late),
    }

    if code:
        refused(r"award\.late", commands.confirm_award, **arguments)
    else:
        commands.confirm_award(**arguments)

    assert fresh(engagement).notice.state == ("awarded" if code else "confirmed")


def test_an_award_is_confirmed_once():
    engagement = confirmed()

    refused(
        r"notice\.wrong_state",
        commands.confirm_award,
        engagement_id=engagement.pk,
        by=somebody(),
        at=CONFIRMED,
    )


# --- the contract


def test_the_contract_is_kept_privately_and_its_filing_is_public():
    engagement = contracted()

    assert fresh(engagement).notice.state == "contracted"
    assert (engagement.signed_on, engagement.contracted_at) == (FILED.date(), FILED)
    document = Document.objects.get(stream=engagement.stream)
    assert (document.name, document.purpose) == ("contract.pdf", "contract")
    facts = told(engagement, "contract.filed")
    assert facts == {
        "agency": engagement.agency.public_id,
        "price_fen": 2_000_000,
        "currency": "CNY",
        "days": 20,
        "signed_on": "2026-03-06",
        "is_late": False,
    }
    private = EventPrivate.objects.get(event__kind="contract.filed").facts
    assert private["papers"][0]["sha256"] == document.sha256


def test_a_contract_handed_in_late_after_its_signing_says_so():
    engagement = confirmed()

    commands.file_contract(**contract(engagement, at=FILED + 5 * DAY))

    assert told(engagement, "contract.filed")["is_late"] is True


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("contract.publicity", {"at": CONFIRMED + HOUR, "signed_on": CONFIRMED.date()}),
        ("contract.lapsed", {"at": FILED + 40 * DAY}),
        ("contract.signed_on", {"signed_on": FILED.date() + DAY}),  # in the future
        ("contract.signed_on", {"signed_on": CLOSE.date()}),  # while it was publicised
        ("contract.differs", {"price": Money(2_000_001)}),
        ("contract.differs", {"price": Money(1_999_999)}),
        ("contract.differs", {"days": 21}),
    ],
)
def test_a_contract_that_is_not_as_awarded_is_refused(code, changes):
    engagement = confirmed()

    refused(code, commands.file_contract, **contract(engagement, **changes))

    assert fresh(engagement).notice.state == "confirmed"
    assert not Document.objects.exists()


def test_the_refusal_of_another_contract_shows_what_differs():
    engagement = confirmed()

    with translation.override("en"), pytest.raises(Refusal) as caught:
        commands.file_contract(**contract(engagement, price=Money(2_100_000), days=25))

    assert str(caught.value.message) == (
        "The contract was not taken, because it differs from the award: price: CNY 20,000.00 in "
        "the award, CNY 21,000.00 in the contract; working days: 20 in the award, 25 in the "
        "contract."
    )


def test_there_is_no_contract_without_a_confirmation():
    engagement = awarded()

    refused(r"notice\.wrong_state", commands.file_contract, **contract(engagement))


# --- falling away


def test_a_winner_who_declines_hands_the_place_to_the_next_in_the_ranking():
    first = awarded(answers=3)
    ranking = first.notice.award.ranking

    second = commands.decline_award(
        engagement_id=first.pk, reason="人员已满负荷。", by=somebody(), at=CONFIRMED
    )

    skip = Skip.objects.get()
    assert (skip.candidate, skip.reason) == (ranking[0], "人员已满负荷。")
    assert (second.agency.public_id, second.rank) == (ranking[1], 2)
    assert second.confirm_by == midnight_after(5)
    assert fresh(second).notice.state == "awarded"
    assert second.notice.award.candidate == ranking[1]
    assert kinds(second) == ["award.offered", "award.skipped", "award.offered"]
    assert told(second, "award.skipped")["next"] == ranking[1]


def test_a_winner_may_still_decline_after_confirming():
    first = confirmed(answers=2)

    second = commands.decline_award(
        engagement_id=first.pk, reason="注册人员离职。", by=somebody(), at=FILED
    )

    assert fresh(second).notice.state == "awarded"
    assert fresh(first).fallen_at == FILED


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001, "hidden\u202e"])
def test_nobody_falls_away_without_a_plain_reason(reason):
    engagement = awarded(answers=2)
    by = somebody()

    for command, who in ((commands.decline_award, "by"), (commands.skip_candidate, "approver")):
        arguments = {"engagement_id": engagement.pk, "reason": reason, who: by, "at": CONFIRMED}
        refused(r"reason\.missing", command, **arguments)


def test_what_has_fallen_away_can_be_touched_no_more():
    first = awarded(answers=2)
    commands.decline_award(engagement_id=first.pk, reason="撤回。", by=somebody(), at=CONFIRMED)

    refused(
        r"engagement\.fallen",
        commands.confirm_award,
        engagement_id=first.pk,
        by=somebody(),
        at=CONFIRMED,
    )


def test_nobody_is_skipped_once_the_contract_is_in():
    engagement = contracted(answers=2)

    refused(
        r"notice\.wrong_state",
        commands.decline_award,
        engagement_id=engagement.pk,
        reason="撤回。",
        by=somebody(),
        at=FILED + HOUR,
    )


def test_an_exhausted_ranking_fails_the_notice():
    engagement = awarded()

    following = commands.decline_award(
        engagement_id=engagement.pk, reason="撤回。", by=somebody(), at=CONFIRMED
    )

    assert following is None
    notice = fresh(engagement).notice
    assert (notice.state, notice.failure) == ("failed", "ranking_exhausted")
    assert notice.award.candidate is None
    assert kinds(engagement) == ["award.offered", "award.skipped", "notice.failed"]
