"""How a notice opens to agencies, whoever lets it: its owner, a reviewer, or the clock."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.calendar import end_of_working_day, of_hall
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event

from ..domain.lifecycle import Step
from ..eligibility import answers_needed, check_publishable
from ..facts import published_facts
from ..models import Notice
from ..parts import announce_draw

PINNED = [
    "state",
    "published_at",
    "closes_at",
    "mode_version",
    "rules",
    "fiscal_share_bp",
    "min_answers",
]


def open_to_agencies(
    notice: Notice, *, review: str, by, at: datetime, judged_at: datetime | None = None
) -> None:
    """Freeze the terms of a locked notice, pin its mode and the hall's rules, and open it.

    ``review`` tells in the record whether it was ``none``, ``passed`` or ``deemed`` passed.
    ``judged_at`` is the moment for which the terms must hold, where it is not ``at``.

    Raises:
        Refusal: ``notice.wrong_state``, ``notice.no_mode``, or why it may not be published
            (see ``procurement.eligibility``).
    """
    notice.advance(Step.PUBLISH)
    rules = notice.hall.rules
    require_mode(notice)
    if not notice.mode.is_competitive:
        calendar = of_hall(notice.hall, known_at=at)
        notice.closes_at = end_of_working_day(at, rules.acceptance_days, calendar)
    check_publishable(notice, rules, at=judged_at or at, on=timezone.localdate(at))
    notice.published_at, notice.rules = at, rules
    notice.mode_version = notice.mode.version
    notice.fiscal_share_bp = notice.project.fiscal_share_bp
    notice.min_answers = answers_needed(
        rules,
        is_competitive=notice.mode.is_competitive,
        has_public_money=notice.has_public_money(),
    )
    notice.save(update_fields=PINNED)
    facts = published_facts(notice) | announce_draw(notice, at=at) | {"review": review}
    Event.append(notice.stream, "notice.published", at=at, by=by, **facts)


def require_mode(notice: Notice) -> None:
    """Refuse a notice without a selection mode that is installed.

    Raises:
        Refusal: ``notice.no_mode``.
    """
    try:
        notice.mode  # noqa: B018 -- asked whether it is there
    except ImproperlyConfigured:
        raise Refusal(
            "notice.no_mode",
            _("The notice was not published: it has no selection mode yet."),
            _("Choose a mode first."),
        ) from None
