"""A hall that reviews notices, and what is handed in there."""

from procurement import commands
from tests.factories import DAY, NOON, HallRulesFactory, MembershipFactory, UserFactory
from tests.factories.procurement import NoticeFactory

IN_TIME = NOON + 5 * DAY  # a close that leaves the window after the review


def reviewed_draft(owner=None, *, overdue="escalate", **columns):
    """Return a complete draft in a hall that reviews within one working day."""
    if owner is not None:
        columns["owner"] = owner
    notice = NoticeFactory(**{"closes_at": IN_TIME} | columns)
    HallRulesFactory(hall=notice.hall, reviews_notices=True, overdue_review=overdue)
    return notice


def owners_person(notice):
    return MembershipFactory(user=UserFactory(), organisation=notice.owner.organisation).user


def handed_in(owner=None, *, at=NOON, **columns):
    """Return a notice that its owner handed in for review."""
    notice = reviewed_draft(owner, **columns)
    return commands.submit_notice(notice_id=notice.pk, by=owners_person(notice), at=at)
