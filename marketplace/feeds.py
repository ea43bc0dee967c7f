"""What is new as Atom and RSS, and deadlines as a calendar (RFC 5545), for every program.

An app offers the deadlines of a thing in its ``wagtail_hooks.py``::

    @hooks.register("register_deadlines")
    def offer_deadlines(kind, thing, at):
        if kind == "notice":
            yield Deadline(f"{thing.public_id}-close", _("Close of answers"), ...)

The kinds are ``notice`` (what everybody may know of one), ``owner`` and ``agency`` (what one
organisation has to keep to, which nobody else may read).

An entry of a feed has a name for ever, a tag (RFC 4151), by which a reader knows it again in
any order, language and format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.functional import Promise
from django.utils.html import escape
from icalendar import Calendar, Event, vDuration, vUri
from wagtail import hooks

from . import models

PRODUCT = "-//Intermediary-service supermarket//Deadlines 1.0//EN"
MEDIA_TYPE = "text/calendar; charset=utf-8"
FORMATS = {"atom": Atom1Feed, "rss": Rss201rev2Feed}
FEED_MEDIA_TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
}
FRESH_FOR = timedelta(hours=1)
LENGTH = timedelta(minutes=30)  # shown before a moment, so that it has a place in the day
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment, or a whole day, by which something has to be done.

    ``key`` is its name for ever: a calendar knows by it that a later time is a change and no
    second deadline. ``stream`` is the record on which a change of it would be told.
    """

    key: str
    label: str | Promise
    thing: str
    end: datetime | date
    url: str
    stream: str
    text: str | Promise = ""
    is_cancelled: bool = False

    @property
    def day(self) -> date:
        """Return the day it belongs to: 00:00 is the end of the day before."""
        if not isinstance(self.end, datetime):
            return self.end
        local = timezone.localtime(self.end)
        return local.date() - ONE_DAY if local.time() == time.min else local.date()

    @property
    def is_whole_day(self) -> bool:
        """Return whether the whole day is in time."""
        return not isinstance(self.end, datetime) or timezone.localtime(self.end).time() == time.min

    @property
    def title(self) -> str:
        return f"{self.label} · {self.thing}"


@dataclass(frozen=True, slots=True)
class Revision:
    """How often a record has told something, and when it did last."""

    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One thing in a feed: ``tag`` is its name for ever, ``updated_at`` when it last changed."""

    tag: str
    title: str
    url: str
    text: str
    author: str
    published_at: datetime
    updated_at: datetime
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its complete addresses: its own, and that of the page it follows."""

    tag: str
    title: str
    description: str
    url: str
    page_url: str
    language: str
    updated_at: datetime
    entries: Sequence[FeedEntry]


def tag_of(host: str, on: date, name: str) -> str:
    """Return the name for ever of something that the host named on a day."""
    return f"tag:{host.partition(':')[0]},{on:%Y-%m-%d}:{name}"


def as_feed(feed: Feed, format: str) -> bytes:
    """Return a feed as ``atom`` or ``rss``."""

    class Written(FORMATS[format]):
        def latest_post_date(self) -> datetime:
            return max([feed.updated_at, *(entry.updated_at for entry in feed.entries)])

    written = Written(
        title=feed.title,
        link=feed.page_url,
        description=feed.description,
        language=feed.language,
        subtitle=feed.description,
        feed_url=feed.url,
        feed_guid=feed.tag,
    )
    for entry in feed.entries:
        written.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.text),  # both formats take it for HTML
            author_name=entry.author,
            unique_id=entry.tag,
            unique_id_is_permalink=False,
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
            categories=entry.words,
        )
    return written.writeString("utf-8").encode()


def deadlines_for(kind: str, thing, *, at: datetime) -> list[Deadline]:
    """Return the deadlines that the installed apps know of a thing, the nearest first."""
    offers = hooks.get_hooks("register_deadlines")
    found = [deadline for offer in offers for deadline in offer(kind, thing, at) or ()]
    unique = {deadline.key: deadline for deadline in found}.values()
    return sorted(unique, key=lambda each: (each.day, not each.is_whole_day, each.key))


def revisions_of(deadlines: Iterable[Deadline]) -> Mapping[str, Revision]:
    """Return how often each record behind the deadlines was changed."""
    return changes_of(each.stream for each in deadlines)


def changes_of(streams: Iterable[str]) -> Mapping[str, Revision]:
    """Return how often each record was changed, and when it was last, in one query.

    Answers do not count: how many there are is nobody's business before the close.
    """
    told = models.Event.objects.filter(stream__in=set(streams)).exclude(
        kind__startswith="response."
    )
    rows = told.order_by().values_list("stream").annotate(Count("pk"), Max("at"))
    return {stream: Revision(count, at) for stream, count, at in rows}


def as_icalendar(
    deadlines: Sequence[Deadline], *, name: str, host: str, root: str, at: datetime
) -> bytes:
    """Return deadlines as a calendar, in the reader's language.

    ``host`` makes the names of the deadlines unique in the world, ``root`` (as in
    ``https://example.org``) their addresses complete.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(FRESH_FOR), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(FRESH_FOR))
    revisions = revisions_of(deadlines)
    for deadline in deadlines:
        revision = revisions.get(deadline.stream, Revision(0, at))
        calendar.add_component(_event(deadline, revision, host=host, root=root))
    return calendar.to_ical()


def _event(deadline: Deadline, revision: Revision, *, host: str, root: str) -> Event:
    event = Event()
    event.add("uid", f"{deadline.key}@{host}")
    event.add("dtstamp", revision.at.astimezone(UTC))
    event.add("last-modified", revision.at.astimezone(UTC))
    event.add("sequence", revision.number)
    event.add("status", "CANCELLED" if deadline.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("summary", deadline.title)
    if deadline.is_whole_day:
        event.add("dtstart", deadline.day)
        event.add("dtend", deadline.day + ONE_DAY)
    else:
        end = deadline.end.astimezone(UTC)
        event.add("dtstart", end - LENGTH)
        event.add("dtend", end)
    if deadline.text:
        event.add("description", str(deadline.text))
    event.add("url", vUri(f"{root}{deadline.url}"))
    return event
