"""Whether a notice may be published at all, and where it belongs if not."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from marketplace.calendar import end_of_working_day, of_hall
from marketplace.kernel.refusal import Refusal
from marketplace.models import HallRules
from marketplace.notation import moment
from marketplace.purchasable import check_credential_in_force, check_purchasable

from .domain.lifecycle import ENDED_WITHOUT_AWARD, State
from .models import Notice, Owner
from .modes.direct_selection import SMALL_SUM, SOLE_QUALIFIED, TWO_FAILURES
from .parts import has_cap_of_today
from .qualification import qualified_agencies

FAILURES_NEEDED = 2


def check_publishable(notice: Notice, rules: HallRules, *, at: datetime, on: date) -> None:
    """Refuse a draft that is incomplete, too large for the supermarket, or badly timed.

    Raises:
        Refusal: ``owner.unverified``, ``item.…``, ``credential.…``, ``notice.…``,
            ``direct.…``, ``invitation.…``.
    """
    _check_owner(notice.owner)
    _check_lines(notice, on)
    _check_sums(notice, rules)
    _check_texts(notice)
    if notice.mode.is_competitive:
        _check_window(notice, rules, at)
    else:
        _check_invitation(notice, rules, on)
    notice.mode.check_terms(notice.terms)


def _check_owner(owner: Owner) -> None:
    if owner.is_verified():
        return
    if owner.state == Owner.State.RETURNED:
        next_step = _("Change your application as the hall asks, and send it again.")
    else:
        next_step = _("Wait for the hall's check; the draft stays as it is.")
    raise Refusal(
        "owner.unverified",
        _("The notice was not published: the hall has not verified your organisation yet."),
        next_step,
    )


def check_needs_no_reviewer(rules: HallRules) -> None:
    """Refuse where the hall has every notice read before it is published.

    Raises:
        Refusal: ``notice.needs_review``.
    """
    if rules.reviews_notices:
        raise Refusal(
            "notice.needs_review",
            _("The notice was not published: in this hall a reviewer reads it first."),
            _("Hand it in for review."),
        )


def goes_through_review(notice: Notice, rules: HallRules) -> bool:
    """Return whether a draft is handed in rather than published by its owner."""
    return rules.reviews_notices or notice.state == State.RETURNED


def review_deadline(notice: Notice, rules: HallRules, *, at: datetime) -> datetime:
    """Return until when what is handed in now has to be reviewed, on the hall's calendar."""
    calendar = of_hall(notice.hall, known_at=at)
    return end_of_working_day(at, rules.review_days, calendar)


def check_leaves_time_after_review(
    notice: Notice, rules: HallRules, *, review_by: datetime
) -> None:
    """Refuse a close so near that a review in time would leave agencies too little.

    Raises:
        Refusal: ``notice.close_before_review``.
    """
    if not notice.mode.is_competitive:
        return
    earliest = review_by + timedelta(hours=rules.window_min_hours)
    if notice.closes_at < earliest:
        raise Refusal(
            "notice.close_before_review",
            _(
                "The notice was not handed in: the review may take until %(review_by)s, and "
                "agencies need at least %(hours)d hours after it."
            )
            % {"review_by": moment(review_by), "hours": rules.window_min_hours},
            _("Choose a close at %(earliest)s or later.") % {"earliest": moment(earliest)},
        )


def _check_lines(notice: Notice, on: date) -> None:
    lines = list(notice.lines.select_related("item", "notice__hall", "assessment"))
    if not lines:
        raise Refusal(
            "notice.no_services",
            _("The notice has no service yet."),
            _("Choose at least one service item."),
        )
    for line in lines:
        check_purchasable(line.item, on)
        if line.ceiling is None or line.required_days is None:
            raise Refusal(
                "notice.no_terms",
                _("The notice was not published: “%(item)s” has no ceiling or no days yet.")
                % {"item": line.item},
                _("Go back to the terms and fill them in."),
            )
        if line.standard_days != line.item.standard_days or not has_cap_of_today(line):
            raise Refusal(
                "notice.catalogue_changed",
                _("The notice was not published: the catalogue has changed “%(item)s” meanwhile.")
                % {"item": line.item},
                _("Go back to the terms, look at the new cap and days, and store them again."),
            )
    for requirement in notice.requirements.filter(line=None).select_related("type"):
        check_credential_in_force(requirement.type, on)


def _check_sums(notice: Notice, rules: HallRules) -> None:
    for line in notice.lines.select_related("item"):
        threshold = line.item.tender_threshold
        if threshold is not None and threshold <= line.ceiling:
            raise Refusal(
                "notice.tender_by_law",
                _(
                    "The notice was not published: “%(item)s” for %(limit)s yuan or more must be "
                    "put out to public tender by law."
                )
                % {"item": line.item, "limit": f"{threshold.major:,}"},
                _("Take it to the public resource trading centre, or lower the ceiling."),
            )
    if notice.project.has_public_money() and rules.purchase_threshold <= notice.ceiling:
        raise Refusal(
            "notice.above_threshold",
            _(
                "The notice was not published: public money of %(limit)s yuan or more does not "
                "belong in the supermarket."
            )
            % {"limit": f"{rules.purchase_threshold.major:,}"},
            _("Take it to government procurement, at the public resource trading centre."),
        )


def _check_texts(notice: Notice) -> None:
    if not notice.complaint_phone:
        raise Refusal(
            "notice.no_complaint_phone",
            _("The notice was not published: it names no telephone for complaints."),
            _("Go back to the terms and enter one."),
        )


def answers_needed(rules: HallRules, *, is_competitive: bool, has_public_money: bool) -> int:
    """Return how many valid answers a notice needs, or else it fails."""
    if not is_competitive:
        return 1
    return rules.min_answers_public if has_public_money else rules.min_answers_private


def _check_window(notice: Notice, rules: HallRules, at: datetime) -> None:
    if notice.closes_at is None or notice.closes_at <= at:
        raise Refusal(
            "notice.past_deadline",
            _("The notice was not published: the time for answers is over already."),
            _("Choose a time for the close that lies ahead."),
        )
    window = notice.closes_at - at
    if not (
        timedelta(hours=rules.window_min_hours) <= window <= timedelta(days=rules.window_max_days)
    ):
        raise Refusal(
            "notice.window",
            _(
                "The notice was not published: agencies need at least %(hours)d hours to answer, "
                "and a notice stays open for at most %(days)d days."
            )
            % {"hours": rules.window_min_hours, "days": rules.window_max_days},
            _("Choose another time for the close."),
        )


def _check_invitation(notice: Notice, rules: HallRules, on: date) -> None:
    if notice.avoidances.exists():
        raise Refusal(
            "direct.no_avoidance",
            _("The notice was not published: direct selection has no avoidance list."),
            _("Empty the avoidance list, or choose another mode."),
        )
    qualified = qualified_agencies(notice, on=on)
    if not qualified.filter(public_id=notice.invited).exists():
        raise Refusal(
            "invitation.unqualified",
            _("The notice was not published: the agency you named does not qualify for it."),
            _("Name one of the agencies that qualify; the wizard lists them."),
        )
    _check_ground(notice, rules, qualified.count())


def _check_ground(notice: Notice, rules: HallRules, qualified: int) -> None:
    if grounds(notice, rules, qualified).get(notice.mode_params.get("ground"), True):
        return
    raise Refusal(
        "direct.ground",
        _(
            "The notice was not published: its ground for direct selection does not hold. "
            "Sums up to %(limit)s yuan, two failed notices for the same work, or a single "
            "qualified agency are grounds."
        )
        % {"limit": f"{rules.direct_limit.major:,}"},
        _("Choose a ground that holds, or a draw or bidding."),
    )


def grounds(notice: Notice, rules: HallRules, qualified: int) -> dict[str, bool]:
    """Return each ground for an invitation, and whether it holds for a draft with a ceiling."""
    return {
        SMALL_SUM: notice.ceiling <= rules.direct_limit,
        TWO_FAILURES: _failures_before(notice) >= FAILURES_NEEDED,
        SOLE_QUALIFIED: qualified == 1,
    }


def _failures_before(notice: Notice) -> int:
    """Return how many failed in a row for the same work; one that came to an award breaks it."""
    count, earlier = 0, notice.follows
    while earlier is not None and earlier.state in ENDED_WITHOUT_AWARD:
        count += earlier.state == State.FAILED
        earlier = earlier.follows
    return count
