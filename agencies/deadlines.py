"""Until when an agency's certificates are worth something, for calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.feeds import Deadline

AHEAD = timedelta(days=400)
ONE_DAY = timedelta(days=1)


def deadlines(kind: str, thing, at: datetime) -> Iterable[Deadline]:
    """Return the last days of an agency's certificates; nothing of other things."""
    if kind != "agency":
        return
    today = timezone.localdate(at)
    for credential in thing.credentials.select_related("type", "grade").order_by("pk"):
        first_without = credential.first_day_without()
        if first_without is None or not today < first_without <= today + AHEAD:
            continue
        yield Deadline(
            key=f"{thing.public_id}-credential-{credential.pk}",
            label=_("Last day of a certificate"),
            thing=f"{credential.type.name} {credential.number}",
            end=first_without - ONE_DAY,
            url=reverse("agencies:credentials"),
            stream=thing.stream,
            text=_("From the next day on, services that need it are not counted as offered."),
        )
