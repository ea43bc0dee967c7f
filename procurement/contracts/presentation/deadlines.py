"""How a deadline is written: 00:00 of a day is the end of the day before."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.notation import day, moment


def until(end: datetime) -> str:
    """Return the last day where a deadline is its 24:00, else the moment to the second."""
    local = timezone.localtime(end)
    if local.time() != time.min:
        return moment(end)
    return _("the end of %(day)s") % {"day": day(local.date() - timedelta(days=1))}
