"""The end of a service: accepted by its owner, or by the owner's silence."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event

from ...domain.lifecycle import Step
from ..models import Engagement
from .clock import clock_of


def require_not_deemed(engagement: Engagement, at: datetime) -> None:
    """Refuse once the owner's silence has counted as acceptance.

    Raises:
        Refusal: ``delivery.deemed``.
    """
    if engagement.deemed_at is not None and at >= engagement.deemed_at:
        raise Refusal(
            "delivery.deemed",
            _("Nothing was changed: the deliverable counts as accepted since %(at)s.")
            % {"at": f"{timezone.localtime(engagement.deemed_at):%F %T}"},
            _("If something is wrong with it, complain to the hall."),
        )


def accept(engagement: Engagement, how: str, *, accepted_at, by=None, at: datetime) -> None:
    """End a locked engagement's service as accepted, inside the caller's command.

    Raises:
        Refusal: ``notice.wrong_state``.
    """
    notice = engagement.notice
    notice.advance(Step.ACCEPT)
    engagement.accepted_at, engagement.acceptance = accepted_at, how
    engagement.save(update_fields=["accepted_at", "acceptance"])
    notice.save(update_fields=["state"])
    shown = clock_of(engagement, at)
    Event.append(
        notice.stream,
        "deliverable.accepted",
        at=at,
        by=by,
        agency=engagement.agency.public_id,
        acceptance=how,
        accepted_at=accepted_at,
        elapsed=shown.elapsed,
        allowed=shown.allowed,
        standard_days=engagement.standard_days,
        saved_days=shown.saved_days,
        is_late=shown.is_overdue,
    )
