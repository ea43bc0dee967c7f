from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.db import connection, models, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from .. import clock
from ..kernel.canonical import canonical, leaf_hash, plain, tagged_hash, to_milliseconds
from ..signals import event_appended

AT_ONCE = 500
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be appended to a stream; the fields are those of ``Event.append``."""

    stream: str
    kind: str
    at: datetime
    by: object = None
    private: dict | None = None
    facts: dict = field(default_factory=dict)

    def numbered(self, number: int) -> tuple[Event, EventPrivate]:
        """Return the event in that place of its stream, and its private part; none is stored."""
        known = plain((self.private or {}) | {"by": self.by and self.by.pk})
        secret = EventPrivate(facts=known, salt=clock.fresh_bytes(32).hex())
        event = Event(
            stream=self.stream,
            number=number,
            kind=self.kind,
            at=to_milliseconds(self.at),
            facts=plain(self.facts),
            commitment=secret.commitment(),
        )
        secret.event = event
        return event, secret


class EventQuerySet(models.QuerySet):
    def of(self, stream: str) -> EventQuerySet:
        return self.filter(stream=stream).order_by("number")

    def without_place(self) -> EventQuerySet:
        return self.filter(leaf=None).order_by("pk")


class Event(models.Model):
    """One thing that happened, as everybody may read it.

    Rows are added, never changed: a trigger says so too. What is personal or still
    secret stands in ``EventPrivate``; here is only a commitment to it.
    """

    stream = models.CharField(_("stream"), max_length=80)
    number = models.PositiveIntegerField(_("number in the stream"))
    kind = models.CharField(_("kind"), max_length=60)
    at = models.DateTimeField(_("at"))
    facts = models.JSONField(_("public facts"), default=dict)
    commitment = models.CharField(_("commitment"), max_length=64, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["kind"], name="marketplace_event_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "number"], name="marketplace_event_one_per_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream}#{self.number} {self.kind}"

    @classmethod
    def append(cls, stream, kind, *, at, by=None, private=None, **facts) -> Event:
        """Add the next event of a stream, in the transaction that it records.

        The caller holds the lock on the thing the stream is about, so two events
        cannot compete for one number; if they ever do, the unique constraint decides.
        ``by`` and ``private`` are committed to with a salt and can be erased later.

        Raises:
            RuntimeError: outside a transaction.
            TypeError: for facts that have no canonical form.
        """
        return cls.append_entries([Entry(stream, kind, at, by, private, facts)])[0]

    @classmethod
    def append_all(cls, told, *, at, by=None, private=None) -> list[Event]:
        """Add events, each given as stream, kind and public facts, in their order.

        For deeds that concern hundreds of streams: it asks the database as often as for one.

        Raises:
            RuntimeError, TypeError: as ``append`` does.
        """
        return cls.append_entries(
            Entry(stream, kind, at, by, private, facts) for stream, kind, facts in told
        )

    @classmethod
    def append_entries(cls, entries: Iterable[Entry]) -> list[Event]:
        """Add events of any moments and people, in their order, as ``append`` would add each.

        Raises:
            RuntimeError, TypeError: as ``append`` does.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("an event is appended inside the transaction it records")
        entries = list(entries)
        last, pairs = _last_numbers({entry.stream for entry in entries}), []
        for entry in entries:
            last[entry.stream] = last.get(entry.stream, 0) + 1
            pairs.append(entry.numbered(last[entry.stream]))
        events = insert_all([event for event, _secret in pairs])
        for event, secret in pairs:
            secret.event = event  # once more, now that it has its key
        insert_all([secret for _event, secret in pairs])
        transaction.on_commit(partial(_send_all, events), robust=True)
        return events

    def as_leaf(self) -> bytes:
        """Return what the log holds of this event. Equal before and after loading."""
        return canonical(
            {
                "v": 1,
                "stream": self.stream,
                "number": self.number,
                "kind": self.kind,
                "at": self.at,
                "public": self.facts,
                "private": self.commitment,
            }
        )

    def leaf_hash(self) -> str:
        """Return the RFC 6962 hash of the leaf, in hexadecimal."""
        return leaf_hash(self.as_leaf()).hex()


class EventPrivate(models.Model):
    """The part of an event that may be erased; the log stays whole without it."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="private")
    facts = models.JSONField(_("private facts"))
    salt = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("private facts of an event")
        verbose_name_plural = _("private facts of events")

    def __str__(self) -> str:
        return f"private facts of {self.event_id}"

    def commitment(self) -> str:
        """Return the salted hash that the event shows instead of these facts."""
        return tagged_hash("priv", bytes.fromhex(self.salt), canonical(self.facts)).hex()


def insert_all(rows: list[Row]) -> list[Row]:
    """Insert new rows of one model in their order, with few queries; each then has its key."""
    if len(rows) > 1 and connection.features.can_return_rows_from_bulk_insert:
        return type(rows[0])._default_manager.bulk_create(rows, AT_ONCE)
    for row in rows:  # SQLite 3.34 tells the key of a single row only
        row.save(force_insert=True)
    return rows


def _last_numbers(streams: set[str]) -> dict[str, int]:
    """Return the number of the last event of each stream that has one."""
    names, last = sorted(streams), {}
    for begin in range(0, len(names), AT_ONCE):
        told = Event.objects.filter(stream__in=names[begin : begin + AT_ONCE])
        last.update(told.values_list("stream").annotate(Max("number")).order_by())
    return last


def _send_all(events: list[Event]) -> None:
    for event in events:
        event_appended.send_robust(Event, event=event)
