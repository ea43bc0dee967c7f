from django.utils.translation import gettext_lazy as _

from marketplace.documents.parts import keep_document
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..models import Extension
from ..parts import locked, paper_facts, plain_reason, require_in_service

DAYS_MAX = 250  # about a year of working days


def ask_extension(*, engagement_id, days: int, reason, evidence=None, by, at) -> Extension:
    """Ask the owner for more working days, as the agency. One question at a time.

    Raises:
        Refusal: ``extension.days``, ``extension.pending``, ``reason.missing``,
            ``service.not_running``, ``engagement.fallen``.
    """
    with command():
        engagement = locked(engagement_id)
        require_in_service(engagement)
        _check_question(engagement, days)
        reason = plain_reason(reason)
        kept = evidence and keep_document(
            stream=engagement.stream, purpose="evidence", upload=evidence, by=by, at=at
        )
        extension = Extension.objects.create(
            engagement=engagement,
            days=days,
            reason=reason,
            evidence=kept,
            asked_at=at,
            asked_by=by,
        )
        Event.append(
            engagement.notice.stream,
            "extension.asked",
            at=at,
            by=by,
            private={"reason": reason, "papers": paper_facts(*([kept] if kept else []))},
            agency=engagement.agency.public_id,
            days=days,
        )
    return extension


def _check_question(engagement, days: int) -> None:
    if not 1 <= days <= DAYS_MAX:
        raise Refusal(
            "extension.days",
            _("The extension was not asked for: %(days)d is no possible number of days.")
            % {"days": days},
            _("Ask for 1 to %(limit)d working days.") % {"limit": DAYS_MAX},
        )
    if engagement.extensions.filter(granted=None).exists():
        raise Refusal(
            "extension.pending",
            _("The extension was not asked for: an earlier question waits for the owner."),
            _("Wait for the owner's answer, or call the owner."),
        )
