"""When saved searches are looked at: once a day, in the morning of the hall."""

from datetime import datetime, time, timedelta

from django.utils import timezone

MORNING = time(8)
A_DAY = timedelta(days=1)


def next_look(at: datetime) -> datetime:
    """Return the first eight o'clock after a moment, by the site's time zone."""
    local = timezone.localtime(at)
    today = local.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    return today if local < today else today + A_DAY
