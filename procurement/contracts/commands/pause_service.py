from marketplace.documents.parts import keep_document
from marketplace.models import Event
from marketplace.models.checking import check
from marketplace.transaction import command

from ..models import Pause
from ..parts import locked, paper_facts, require_in_service, require_no_pause


def pause_service(*, engagement_id, reason, cause, remark, evidence, by, at) -> Pause:
    """Stop the service clock for a reason of the list, with evidence and who caused it.

    Owner and agency both can; reason and cause are public, remark and evidence are not.

    Raises:
        Refusal: ``service.not_running``, ``service.paused``, ``record.invalid`` for an unknown
            reason or cause or a missing remark, ``engagement.fallen``.
    """
    with command():
        engagement = locked(engagement_id)
        require_in_service(engagement)
        require_no_pause(engagement)
        at = max(at, engagement.due_dates.last().pinned_at)
        pause = Pause(
            engagement=engagement,
            reason=reason,
            cause=cause,
            remark=remark,
            evidence=keep_document(
                stream=engagement.stream, purpose="evidence", upload=evidence, by=by, at=at
            ),
            paused_at=at,
            paused_by=by,
        )
        check(pause, exclude=["resumed_at"])
        pause.save(force_insert=True)
        Event.append(
            engagement.notice.stream,
            "service.paused",
            at=at,
            by=by,
            private={"remark": pause.remark, "papers": paper_facts(pause.evidence)},
            agency=engagement.agency.public_id,
            reason=pause.reason,
            cause=pause.cause,
        )
    return pause
