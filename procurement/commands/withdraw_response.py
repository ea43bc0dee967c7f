from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..models import Notice, Response


def withdraw_response(*, notice_id, agency_id, by, at) -> Response:
    """Take back an agency's answer before the close, as asked for at ``at``.

    Raises:
        Refusal: ``response.none`` if there is no standing answer; ``response.late_withdrawal``
            once the notice has closed.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        response = notice.responses.standing().filter(agency_id=agency_id).first()
        if response is None:
            raise Refusal(
                "response.none",
                _("Nothing was withdrawn: your agency has no answer to this notice."),
                _("Reload the page to see where you stand."),
            )
        if not notice.is_open(at):
            raise Refusal(
                "response.late_withdrawal",
                _("The answer was not withdrawn: the notice has closed, so the answer stands."),
                _("If you cannot do the work, tell the owner; the next in the ranking follows."),
            )
        response.withdrawn_at = at
        response.save(update_fields=["withdrawn_at"])
        Event.append(
            notice.stream,
            "response.withdrawn",
            at=at,
            by=by,
            private={"agency": response.agency.public_id},
        )
    return response
