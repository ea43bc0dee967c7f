from django.utils import timezone

from marketplace.models import Event
from marketplace.transaction import command

from ..models import Notice
from ..parts import lay_lines, require_draft


def choose_services(*, notice_id, items, by, at) -> Notice:
    """Change which service items a draft is about; what known lines say is kept.

    Raises:
        Refusal: ``notice.frozen``, ``notice.no_services``, or why an item may not be bought.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        require_draft(notice)
        lay_lines(notice, items, on=timezone.localdate(at))
        Event.append(
            notice.stream,
            "notice.revised",
            at=at,
            by=by,
            private={"items": [line.item.code for line in notice.lines.select_related("item")]},
        )
    return notice
