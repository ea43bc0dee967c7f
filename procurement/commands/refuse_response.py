from collections.abc import Mapping

from marketplace.models import Event
from marketplace.transaction import command

from ..models import Notice


def refuse_response(*, notice_id, deed: str, code: str, attempt: Mapping, by, at) -> Event:
    """Enter that an agency's answer, or its withdrawal, was refused, and why.

    Whose it was, what it said and the reason stay private; the log holds a commitment to them,
    so that the agency can show a refusal that we would rather not have given.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        return Event.append(
            notice.stream,
            "response.refused",
            at=at,
            by=by,
            private={"deed": deed, "code": code, **attempt},
        )
