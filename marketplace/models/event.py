from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from .. import clock
from ..kernel.canonical import canonical, leaf_hash, plain, tagged_hash, to_milliseconds
from ..signals import event_appended


class EventQuerySet(models.QuerySet):
    def of(self, stream: str) -> "EventQuerySet":
        return self.filter(stream=stream).order_by("number")

    def without_place(self) -> "EventQuerySet":
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
    def append(cls, stream, kind, *, at, by=None, private=None, **facts) -> "Event":
        """Add the next event of a stream, in the transaction that it records.

        The caller holds the lock on the thing the stream is about, so two events
        cannot compete for one number; if they ever do, the unique constraint decides.
        ``by`` and ``private`` are committed to with a salt and can be erased later.

        Raises:
            RuntimeError: outside a transaction.
            TypeError: for facts that have no canonical form.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("an event is appended inside the transaction it records")
        secret = EventPrivate(
            facts=plain((private or {}) | {"by": by and by.pk}), salt=clock.fresh_bytes(32).hex()
        )
        last = cls.objects.of(stream).last()
        event = cls.objects.create(
            stream=stream,
            number=last.number + 1 if last else 1,
            kind=kind,
            at=to_milliseconds(at),
            facts=plain(facts),
            commitment=secret.commitment(),
        )
        secret.event = event
        secret.save(force_insert=True)
        transaction.on_commit(lambda: event_appended.send_robust(cls, event=event), robust=True)
        return event

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
