"""From an award to one agency's engagement, and to the next one's if it falls away."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from agencies.domain.lifecycle import State as AgencyState
from agencies.models import Agency
from marketplace.calendar import end_of_working_day, of_hall
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event

from ...domain.lifecycle import Step
from ...models import Award, Notice, Response, Skip
from ..models import Engagement

INSTANT = timedelta(microseconds=1)
NOT_CONFIRMED, NOT_SIGNED = "not_confirmed", "not_signed"
SUSPENDED, NOT_LISTED = "suspended", "not_listed"
# What the clock writes as the reason of a skip, and how it reads.
CLOCK_REASONS = {
    NOT_CONFIRMED: _("The agency did not confirm the award in time."),
    NOT_SIGNED: _("No signed contract was handed in before the award lapsed."),
    SUSPENDED: _("The agency was suspended when its place came up."),
    NOT_LISTED: _("The agency was no longer listed when its place came up."),
}
EXHAUSTED = "ranking_exhausted"


def locked(engagement_id) -> Engagement:
    """Return an engagement that stands, its notice locked first and then itself.

    Raises:
        Refusal: ``engagement.fallen`` once its place has passed to another.
    """
    notice_id = Engagement.objects.values_list("notice_id", flat=True).get(pk=engagement_id)
    notice = Notice.objects.locked(notice_id)
    engagement = Engagement.objects.locked(engagement_id)
    engagement.notice = notice
    if engagement.fallen_at is not None:
        raise Refusal(
            "engagement.fallen",
            _("Nothing was changed: this award has passed to the next agency in the ranking."),
            _("Open the notice to see who follows."),
        )
    return engagement


def open_first(award: Award, *, at: datetime) -> Engagement | None:
    """Offer the award to the first in the ranking who may still take it, in the transaction
    that makes the award."""
    return _offer_from(award, 1, at)


def pass_over(
    engagement: Engagement, *, reason: str, cause: str, approver=None, at: datetime
) -> Engagement | None:
    """Skip the candidate of a locked engagement, and return the next one's, if one is left.

    Who was suspended or left the market since the close is passed over on the way, with that as
    the reason. With an exhausted ranking the notice fails. ``cause`` is ``not_confirmed``,
    ``not_signed``, ``declined`` or ``ruled``.

    Raises:
        Refusal: ``notice.wrong_state`` once a contract has been handed in.
    """
    notice, award = engagement.notice, engagement.notice.award
    notice.advance(Step.SKIP)
    notice.save(update_fields=["state"])
    engagement.fallen_at = at
    engagement.save(update_fields=["fallen_at"])
    _note_skip(award, engagement.rank, reason=reason, cause=cause, approver=approver, at=at)
    return _offer_from(award, engagement.rank + 1, at)


def _offer_from(award: Award, rank: int, at: datetime) -> Engagement | None:
    """Offer the award at a rank, or at the next one whose agency may still take it."""
    while rank <= len(award.ranking):
        cause = _why_not_offered(award.ranking[rank - 1])
        if cause is None:
            return _offer(award, rank, at)
        _note_skip(award, rank, reason=cause, cause=cause, at=at)
        rank += 1
    _exhaust(award.notice, at)
    return None


def _why_not_offered(candidate: str) -> str | None:
    """Return why a candidate's place passes on without an offer, if it does.

    Whoever is offered the award stays locked, and so listed, until the commit; the others are
    only read, so that two rankings never wait for each other.
    """
    agencies = Agency.objects.filter(public_id=candidate)
    agency = agencies.get()
    if agency.is_listed():
        agency = agencies.select_for_update(of=("self",)).get()
    if agency.is_listed():
        return None
    return SUSPENDED if agency.state == AgencyState.SUSPENDED else NOT_LISTED


def _note_skip(
    award: Award, rank: int, *, reason: str, cause: str, approver=None, at: datetime
) -> None:
    candidate = award.ranking[rank - 1]
    Skip.objects.create(
        award=award, candidate=candidate, reason=reason, approver=approver, skipped_at=at
    )
    Event.append(
        award.notice.stream,
        "award.skipped",
        at=at,
        by=approver,
        agency=candidate,
        rank=rank,
        cause=cause,
        reason=reason,
        next=award.ranking[rank] if rank < len(award.ranking) else None,
    )


def later_of(at: datetime, end: datetime) -> datetime:
    """Return the later moment, where ``end`` is the 24:00 of a day and belongs to that day."""
    return max(at, end - INSTANT)


def _offer(award: Award, rank: int, at: datetime) -> Engagement:
    notice = award.notice
    answer = _answer(notice, award.ranking[rank - 1])
    calendar = of_hall(notice.hall, known_at=at)
    engagement = Engagement.objects.create(
        notice=notice,
        response=answer,
        agency=answer.agency,
        rank=rank,
        price_minor=(answer.price or notice.ceiling).minor,
        currency=notice.currency,
        promised_days=_total(notice, answer.promises.values_list("promised_days", flat=True)),
        standard_days=_total(notice, notice.lines.values_list("standard_days", flat=True)),
        offered_at=at,
        publicity_ends_at=end_of_working_day(at, _publicity_days(notice), calendar),
        confirm_by=end_of_working_day(at, notice.rules.confirmation_days, calendar),
    )
    Event.append(
        notice.stream,
        "award.offered",
        at=at,
        agency=answer.agency.public_id,
        rank=rank,
        price_fen=engagement.price_minor,
        currency=engagement.currency,
        promised_days=engagement.promised_days,
        standard_days=engagement.standard_days,
        publicity_ends_at=engagement.publicity_ends_at,
        confirm_by=engagement.confirm_by,
    )
    return engagement


def _exhaust(notice: Notice, at: datetime) -> None:
    notice.advance(Step.FAIL)
    notice.failure = EXHAUSTED
    notice.save(update_fields=["state", "failure"])
    Event.append(
        notice.stream,
        "notice.failed",
        at=at,
        reason=EXHAUSTED,
        valid_answers=len(notice.award.ranking),
        min_answers=notice.min_answers,
    )


def _answer(notice: Notice, candidate: str) -> Response:
    answers = notice.responses.valid().select_related("agency")
    return answers.get(agency__public_id=candidate)


def _total(notice: Notice, days) -> int:
    """Return the longest line's days: one clock runs for all, unless they go in sequence."""
    return (sum if notice.lines_in_sequence else max)(list(days))


def _publicity_days(notice: Notice) -> int:
    """Return the longer time for a result in which prices were compared."""
    compared = notice.mode.is_competitive and notice.mode.asks_price
    rules = notice.rules
    return rules.comparison_publicity_days if compared else rules.result_publicity_days
