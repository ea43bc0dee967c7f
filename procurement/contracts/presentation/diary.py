"""The deadlines of a person's organisations as a page, and as a calendar to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.feeds import Deadline, as_icalendar, deadlines_for
from marketplace.kernel.calendar import ONE_DAY
from marketplace.models import Hall

from ...models import Owner
from ...permissions import answering_agency_of, owner_of
from ..models import CalendarFeed

NEXT = 5  # on a desk


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the diary with what falls on it, and how far away it is."""

    day: date
    deadlines: list[Deadline]
    away: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class Diary:
    """What one organisation has to keep to, and the person's own address for it."""

    organisation: object
    days: list[Day]
    feed: CalendarFeed | None


def organisations_of(user) -> list:
    """Return the organisations the user acts for that have deadlines: an owner's, an agency's."""
    bodies = [owner_of(user), answering_agency_of(user)]
    return list({each.organisation_id: each.organisation for each in bodies if each}.values())


def diary_of(user, organisation, *, at: datetime) -> Diary:
    """Return the diary of one of the user's organisations."""
    feed = CalendarFeed.objects.of(user, organisation).first()
    return Diary(organisation, in_days(deadlines_of(organisation, at=at), at=at), feed)


def deadlines_of(organisation, *, at: datetime) -> list[Deadline]:
    """Return what an organisation has to keep to, as owner and as agency, each thing once."""
    found: list[Deadline] = []
    owner = Owner.objects.filter(organisation=organisation).first()
    if owner is not None:
        found += deadlines_for("owner", owner, at=at)
    agency = getattr(organisation, "agency", None)
    if agency is not None:
        found += deadlines_for("agency", agency, at=at)
    unique = {each.key: each for each in found}.values()
    return sorted(unique, key=lambda each: (each.day, not each.is_whole_day, each.key))


def in_days(deadlines: Iterable[Deadline], *, at: datetime) -> list[Day]:
    """Return deadlines by their day, the nearest first; what was called off stands in no list."""
    today = timezone.localdate(at)
    standing = [each for each in deadlines if not each.is_cancelled]
    return [
        Day(day, list(found), _away(day, today), day < today)
        for day, found in groupby(standing, key=lambda each: each.day)
    ]


def calendar_of(organisation, *, root: str, at: datetime) -> bytes:
    """Return an organisation's deadlines as iCalendar, in the language that is read."""
    name = _("Deadlines of %(name)s") % {"name": organisation.name}
    found = deadlines_of(organisation, at=at)
    return as_icalendar(found, name=name, host=host_of_hall(), root=root, at=at)


def host_of_hall() -> str:
    """Return the name under which deadlines are known in the world, whoever asks."""
    hall = Hall.objects.select_related("site").order_by("pk").first()
    return hall.site.hostname if hall and hall.site else "localhost"


def _away(day: date, today: date) -> str:
    if day == today:
        return _("today")
    if day == today + ONE_DAY:
        return _("tomorrow")
    return ""
