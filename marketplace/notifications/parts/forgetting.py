"""What is old goes: nobody reads last year's notifications, and the log keeps the events."""

from __future__ import annotations

from datetime import datetime

from ...transaction import command
from .. import conf
from ..models import Mail, Notification, Posting

AT_ONCE = 500


def forget(at: datetime) -> int:
    """Delete some notifications, mails and postings past their time; return how many."""
    before = at - conf.kept_for()
    old = [
        Notification.objects.filter(at__lt=before),
        Mail.objects.filter(settled_at__lt=before),
        Posting.objects.filter(done_at__lt=before),
    ]
    if not any(rows.exists() for rows in old):
        return 0
    with command():
        return sum(_some(rows) for rows in old)


def _some(rows) -> int:
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return rows.filter(pk__in=keys).delete()[0]
