"""What awaits a draft: who qualifies, how many answers it needs, which modes are open to it.

Nothing here decides. The commands decide, by the same questions; the wizard asks them first,
so that an owner meets no refusal that could have been seen coming.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.domain.requirement import Alternative, Requirement
from agencies.models import Agency
from marketplace.calendar import end_of_working_day, of_hall
from marketplace.kernel.refusal import Refusal
from marketplace.models import CredentialGrade, HallRules
from marketplace.notation import BEIJING

from .eligibility import (
    answers_needed,
    check_leaves_time_after_review,
    check_publishable,
    goes_through_review,
    grounds,
    review_deadline,
)
from .models import Notice
from .modes.base import SelectionMode
from .qualification import required_by, requirements_of

END_OF_OFFICE = time(17)


@dataclass(frozen=True, slots=True)
class Reach:
    """The agencies that are left after each condition, and the ones that qualify."""

    listed: int
    offering: int
    holding: int
    qualified: int
    agencies: QuerySet

    def is_short_of(self, needed: int) -> bool:
        return self.qualified < needed


def reach_of(
    notice: Notice,
    *,
    on: date,
    grades: Iterable[CredentialGrade] | None = None,
    avoiding: Iterable[int] | None = None,
) -> Reach:
    """Return who qualifies for a draft on that day, condition by condition.

    ``grades`` and ``avoiding`` (keys of agencies) stand in for what the draft itself says,
    while the owner is still thinking about them.
    """
    items = list(notice.lines.values_list("item_id", flat=True))
    if avoiding is None:
        avoiding = notice.avoidances.values_list("agency_id", flat=True)
    listed = Agency.objects.listed()
    offering = listed.offering(items)
    holding = offering.holding(_requirements(notice, grades), on=on)
    agencies = holding.exclude(pk__in=list(avoiding))
    return Reach(
        listed=listed.count(),
        offering=offering.count(),
        holding=holding.count(),
        qualified=agencies.count(),
        agencies=agencies,
    )


def _requirements(notice: Notice, grades: Iterable[CredentialGrade] | None):
    if grades is None:
        return requirements_of(notice)
    own = [Requirement((Alternative(grade.type.code, grade.rank),)) for grade in grades]
    return (*required_by(notice.requirements.exclude(line=None)), *own)


def needed_by(notice: Notice, rules: HallRules, *, is_competitive: bool = True) -> int:
    """Return how many valid answers a draft will need once it is published."""
    return answers_needed(
        rules,
        is_competitive=is_competitive,
        has_public_money=notice.project.has_public_money(),
    )


def obstacle(
    mode: type[SelectionMode], notice: Notice, rules: HallRules, *, qualified: int
) -> Refusal | None:
    """Return why a mode is closed to a draft whose terms are set, or None where it is open."""
    if mode.is_competitive:
        return None
    if notice.avoidances.exists():
        return Refusal(
            "direct.no_avoidance",
            _("A mode by invitation has no avoidance list, and yours is not empty."),
            _("Empty the avoidance list, or choose another mode."),
        )
    if not qualified:
        return Refusal(
            "invitation.unqualified",
            _("No agency qualifies, so there is none to invite."),
            _("Go back to the terms and ask for less."),
        )
    return None if holding_grounds(mode, notice, rules, qualified) else _no_ground(rules, qualified)


def publishing_obstacle(notice: Notice, rules: HallRules, *, at: datetime) -> Refusal | None:
    """Return why a complete draft would be refused now, published or handed in, or None."""
    try:
        check_publishable(notice, rules, at=at, on=timezone.localdate(at))
        if goes_through_review(notice, rules):
            review_by = review_deadline(notice, rules, at=at)
            check_leaves_time_after_review(notice, rules, review_by=review_by)
    except Refusal as refusal:
        return refusal
    return None


def holding_grounds(
    mode: type[SelectionMode], notice: Notice, rules: HallRules, qualified: int
) -> bool:
    """Return whether one of the grounds that a mode offers holds, or it asks for none."""
    offered = [value for each in mode.parameters for value, _label in each.choices]
    known = grounds(notice, rules, qualified)
    return not any(value in known for value in offered) or any(
        known.get(value, True) for value in offered
    )


def _no_ground(rules: HallRules, qualified: int) -> Refusal:
    return Refusal(
        "direct.ground",
        _(
            "The ceiling is above the limit of %(limit)s yuan for this mode, no two notices for "
            "the same work have failed, and %(count)d agencies qualify, not just one."
        )
        % {"limit": f"{rules.direct_limit.major:,}", "count": qualified},
        _("Choose one of the other modes."),
    )


def window(rules: HallRules, *, at: datetime) -> tuple[datetime, datetime]:
    """Return the earliest and the latest close of a notice that is published at ``at``."""
    return (
        at + timedelta(hours=rules.window_min_hours),
        at + timedelta(days=rules.window_max_days),
    )


def is_close_too_near(closes_at: datetime, rules: HallRules, *, at: datetime) -> bool:
    """Return whether a notice published now would leave agencies too little time."""
    return closes_at < window(rules, at=at)[0]


def usual_close(rules: HallRules, *, at: datetime) -> datetime:
    """Return 17:00 in Beijing of the first working day that leaves the shortest window.

    Where the hall reviews notices, the window begins when the review has to be over.
    """
    calendar = of_hall(rules.hall)
    earliest, _latest = window(rules, at=_begin(rules, at=at))
    day = at.astimezone(BEIJING).date()
    while True:
        day = calendar.after(day, 1)
        closes_at = datetime.combine(day, END_OF_OFFICE, BEIJING)
        if earliest <= closes_at:
            return closes_at


def close_like(earlier: Notice, rules: HallRules, *, at: datetime) -> datetime:
    """Return a close as many working days from now as an earlier notice was open, at its hour.

    Where the rules leave no such time, or it had none of its own, the usual close.
    """
    if earlier.published_at is None or not earlier.mode.is_competitive:
        return usual_close(rules, at=at)
    opened, closed = (
        each.astimezone(BEIJING) for each in (earlier.published_at, earlier.closes_at)
    )
    calendar, begin = of_hall(rules.hall), _begin(rules, at=at)
    days = max(calendar.between(opened.date(), closed.date()), 1)
    day = calendar.after(begin.astimezone(BEIJING).date(), days)
    closes_at = datetime.combine(day, closed.time(), BEIJING)
    earliest, latest = window(rules, at=begin)
    return closes_at if earliest <= closes_at <= latest else usual_close(rules, at=at)


def _begin(rules: HallRules, *, at: datetime) -> datetime:
    """Return from when a notice that is ready now is open: once its review has to be over."""
    if not rules.reviews_notices:
        return at
    return end_of_working_day(at, rules.review_days, of_hall(rules.hall))
