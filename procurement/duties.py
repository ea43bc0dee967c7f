"""What the clock owes to notices. Each deed is one command, so a crash cuts nothing in half.

A pass takes a notice at most one step further: a list is frozen in one pass and its seed
is asked for in a later one.
"""

import logging

from marketplace.kernel.refusal import Refusal

from .commands import (
    award_notice,
    begin_selection,
    close_notice,
    fail_notice,
    settle_review,
    void_notice,
)
from .conf import close_grace
from .domain.lifecycle import NOTICE, State, Step
from .models import Notice

logger = logging.getLogger(__name__)


def close_due_notices(at) -> None:
    """Close what is past its deadline and the grace for what arrived in time."""
    for pk in _keys(Notice.objects.due_to_close(at - close_grace())):
        _try(close_notice, pk, at)


def begin_selections(at) -> None:
    """Take closed notices to the selection, or let them fail for want of answers."""
    for notice in list(Notice.objects.in_state(State.CLOSED).order_by("pk")):
        enough = notice.responses.valid().count() >= notice.min_answers
        _try(begin_selection if enough else fail_notice, notice.pk, at)


def award_selected_notices(at) -> None:
    """Award what has its seed, or needs none."""
    pending = {"draw__isnull": False, "draw__seed": ""}
    selecting = Notice.objects.in_state(State.SELECTING).filter(draw__voided_at=None)
    for pk in _keys(selecting.exclude(**pending)):
        _try(award_notice, pk, at)


def void_drawn_notices(at) -> None:
    """End the notices whose draw the supervisor has declared void."""
    states = [state.value for state, step in NOTICE.table if step == Step.VOID]
    drawn = Notice.objects.filter(draw__voided_at__isnull=False, state__in=states)
    for pk in _keys(drawn):
        _try(void_notice, pk, at)


def settle_overdue_reviews(at) -> None:
    """Let pass what nobody reviewed in time, or tell the regulator, as the hall's rules say."""
    for pk in _keys(Notice.objects.overdue_for_review(at)):
        _try(settle_review, pk, at)


def _keys(notices) -> list[int]:
    return list(notices.order_by("pk").values_list("pk", flat=True))


def _try(command, pk, at) -> None:
    """One notice that cannot go on now keeps no other one waiting."""
    try:
        command(notice_id=pk, at=at)
    except Refusal as refusal:
        logger.info("%s of notice %s waits: %s", command.__name__, pk, refusal.code)
    except Exception:
        logger.exception("%s of notice %s failed", command.__name__, pk)
