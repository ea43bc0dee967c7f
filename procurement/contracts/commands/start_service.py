from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from marketplace.documents.parts import keep_document
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ...domain.lifecycle import Step
from ..models import DueDate, Engagement
from ..parts import locked, paper_facts, pin_due_date


def start_service(*, engagement_id, papers: Sequence, by, at) -> Engagement:
    """Hand the papers over to the agency: its service clock starts, and the due day is pinned.

    Raises:
        Refusal: ``service.no_papers``, ``engagement.fallen``, ``notice.wrong_state``.
    """
    with command():
        engagement = locked(engagement_id)
        notice = engagement.notice
        notice.advance(Step.START)
        if not papers:
            raise Refusal(
                "service.no_papers",
                _("The service was not started: no paper was handed over."),
                _("Add the papers that the agency needs to begin, at least one."),
            )
        kept = [
            keep_document(stream=engagement.stream, purpose="papers", upload=each, by=by, at=at)
            for each in papers
        ]
        engagement.started_at = at
        engagement.save(update_fields=["started_at"])
        notice.save(update_fields=["state"])
        pin = pin_due_date(engagement, DueDate.Cause.STARTED, at=at)
        Event.append(
            notice.stream,
            "service.started",
            at=at,
            by=by,
            private={"papers": paper_facts(*kept)},
            agency=engagement.agency.public_id,
            papers=len(kept),
            allowed_days=engagement.allowed_days,
            due_on=pin.due_on.isoformat(),
        )
    return engagement
