"""Who was suspended, or left, since the close is passed over on the way, and the page says so."""

import pytest

from agencies.models import Agency
from marketplace.models import Event
from procurement.contracts import commands
from procurement.contracts.models import Engagement
from procurement.models import Award, Skip
from tests.contracts.stories import CONFIRMED, awarded, fresh, somebody, told

from .pages import of_agency, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def engagement():
    return awarded(answers=4)


def leave(public_id, state="suspended"):
    Agency.objects.filter(public_id=public_id).update(state=state, state_reason="两份报告逾期")


def decline(engagement):
    commands.decline_award(
        engagement_id=engagement.pk, reason="人手不够", by=somebody(), at=CONFIRMED
    )


@pytest.mark.parametrize(
    ("state", "reason"),
    [("suspended", "suspended"), ("removed", "not_listed"), ("withdrawn", "not_listed")],
)
def test_the_next_in_rank_is_passed_over_with_its_reason_if_it_may_not_be_chosen(
    engagement, state, reason
):
    ranking = list(engagement.notice.award.ranking)
    leave(ranking[1], state)

    decline(engagement)

    standing = Engagement.objects.standing().get(notice=engagement.notice)
    assert (standing.rank, standing.agency.public_id) == (3, ranking[2])
    assert fresh(engagement).notice.award.ranking == ranking
    skips = Skip.objects.order_by("pk")
    assert [(skip.candidate, skip.reason, skip.approver) for skip in skips[1:]] == [
        (ranking[1], reason, None)
    ]
    skipped = Event.objects.of(engagement.notice.stream).filter(kind="award.skipped").last()
    assert skipped.facts == {
        "agency": ranking[1],
        "rank": 2,
        "cause": reason,
        "reason": reason,
        "next": ranking[2],
    }


def test_with_nobody_left_who_may_be_chosen_the_notice_fails(engagement):
    for candidate in engagement.notice.award.ranking[1:]:
        leave(candidate)

    decline(engagement)

    notice = fresh(engagement).notice
    assert (notice.state, notice.failure) == ("failed", "ranking_exhausted")
    assert Skip.objects.count() == 4
    assert not Engagement.objects.standing().exists()


def test_a_winner_suspended_before_the_award_is_never_offered_it(monkeypatch):
    """The suspension falls between the close and the award: the draw takes minutes."""
    first = []

    def suspend_the_winner(award, *, at):
        first.append(award.ranking[0])
        leave(award.ranking[0])
        return original(award, at=at)

    from procurement.contracts import parts

    original = parts.open_first
    monkeypatch.setattr(parts, "open_first", suspend_the_winner)

    engagement = awarded(answers=3)

    assert engagement.rank == 2
    assert Skip.objects.get().candidate == first[0] == engagement.notice.award.winner.public_id


def test_the_notices_page_names_who_was_passed_over_and_why(client, engagement):
    passed = engagement.notice.award.ranking[1]
    leave(passed)
    decline(engagement)

    page = text(client.get(f"/en/notices/{engagement.notice.public_id}/"))

    assert Agency.objects.get(public_id=passed).name in page
    assert "The agency was suspended when its place came up." in page


def test_who_takes_the_work_over_has_it_on_its_page_at_its_own_price(client, at):
    engagement = awarded(answers=2, mode_key="online_bidding")
    decline(engagement)
    standing = Engagement.objects.standing().get(notice=engagement.notice)

    page = text(client.get(f"/en/agencies/{standing.agency.public_id}/"))

    assert list(Award.objects.kept_by(standing.agency)) == [engagement.notice.award]
    assert not Award.objects.kept_by(engagement.agency).exists()
    assert engagement.notice.title in page
    assert "taken over" in page
    assert "taken over" in text(of_agency(standing).get("/en/desk/agency/"))
    assert told(engagement, "award.offered")["rank"] == 2
