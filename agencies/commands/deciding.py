"""How a decision document is kept with the sanction that it orders."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.documents.parts import keep_document
from marketplace.kernel.refusal import Refusal
from marketplace.models.checking import check

from ..domain.decree import Decree
from ..models import Agency, Decision

PURPOSE = "decision"


def enter_decision(
    agency: Agency, kind: Decision.Kind, decree: Decree | None, *, reason: str, by, at: datetime
) -> dict:
    """Keep the document of a locked agency's sanction; return what its event says of it.

    Raises:
        Refusal: ``decision.not_yet`` or ``record.invalid``.
    """
    if decree is None:
        return {}
    if decree.decided_on > timezone.localdate(at):
        raise Refusal(
            "decision.not_yet",
            _("Nothing was changed: the day of the decision is still to come."),
            _("Enter the day that stands on the document."),
        )
    decision = Decision(
        agency=agency,
        kind=kind,
        number=decree.number,
        decided_on=decree.decided_on,
        ends_on=decree.ends_on,
        reason=reason,
        entered_by=by,
        entered_at=at,
    )
    check(decision, exclude=["entered_by", "paper"])
    if decree.upload is not None:
        decision.paper = keep_document(
            stream=agency.stream, purpose=PURPOSE, upload=decree.upload, by=by, at=at
        )
    decision.save(force_insert=True)
    return decree.facts
