"""What must hold before somebody touches a running service."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.documents.models import Document
from marketplace.kernel.refusal import Refusal

from ...domain.lifecycle import State
from ..models import Engagement, Pause


def require_in_service(engagement: Engagement) -> None:
    """Refuse unless the service runs or is paused.

    Raises:
        Refusal: ``service.not_running``.
    """
    notice = engagement.notice
    if notice.state != State.IN_SERVICE:
        raise Refusal(
            "service.not_running",
            _("Nothing was changed: this can be done while the service runs; it is “%(state)s”.")
            % {"state": notice.state_label},
            _("Reload the page to see what is possible now."),
        )


def open_pause(engagement: Engagement) -> Pause | None:
    """Return the pause in which the clock of the engagement stands, if it stands."""
    return engagement.pauses.filter(resumed_at=None).first()


def require_no_pause(engagement: Engagement) -> None:
    """Refuse while the clock stands.

    Raises:
        Refusal: ``service.paused``.
    """
    if open_pause(engagement) is not None:
        raise Refusal(
            "service.paused",
            _("Nothing was changed: the service is paused."),
            _("Let it go on first; owner and agency both can."),
        )


def paper_facts(*documents: Document) -> list[dict]:
    """Return what the private part of an event says of papers."""
    return [
        {"document": str(each.public_id), "name": each.name, "sha256": each.sha256}
        for each in documents
    ]
