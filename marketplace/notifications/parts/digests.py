"""The daily mail: what somebody wanted to hear of once a day, in one."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from ...transaction import command
from .. import conf
from ..models import Mail, Notification
from .telling import message_id

READERS = 100


def write_digests(at: datetime) -> int:
    """Write the day's mail for some of those who wait for it; return for how many."""
    here = timezone.localtime(at)
    since = here.replace(hour=conf.digest_hour(), minute=0, second=0, microsecond=0)
    if here < since or not _waiting(since).exists():
        return 0
    with command():
        done = Mail.objects.filter(digest_on=here.date()).values("user")
        rows = _waiting(since).exclude(user__in=done).order_by("user")
        keys = list(rows.values_list("user", flat=True).distinct()[:READERS])
        for key in keys:
            mail = Mail.objects.create(
                user_id=key,
                message_id=message_id("digest", here.date(), key),
                digest_on=here.date(),
                made_at=at,
                due_at=at,
            )
            _waiting(since).filter(user=key).update(mail=mail, in_digest=False)
    return len(keys)


def _waiting(since: datetime):
    return Notification.objects.filter(in_digest=True, at__lt=since)
