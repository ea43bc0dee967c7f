from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .domain.note import Head, Note, read_head, read_note


class LogNode(models.Model):
    """The hash of a complete subtree over 2, 4, 8 … leaves; the leaves themselves are ``LogLeaf``.

    A complete subtree never changes, so rows are added and nothing else.
    """

    level = models.PositiveSmallIntegerField(_("level"))
    index = models.PositiveBigIntegerField(_("index"))
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("node of the tree")
        verbose_name_plural = _("nodes of the tree")
        constraints = [
            models.UniqueConstraint(fields=["level", "index"], name="marketplace_log_one_node"),
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.index} {self.hash[:16]}"


class CheckpointQuerySet(models.QuerySet):
    def newest(self) -> Checkpoint | None:
        return self.order_by("-pk").first()

    def holding(self, index: int) -> Checkpoint | None:
        """Return the first checkpoint in which the leaf is, or None while there is none."""
        return self.filter(size__gt=index).order_by("pk").first()


class Checkpoint(models.Model):
    """The log as it was at a moment: its size and root, signed. Published, so never changed."""

    size = models.PositiveBigIntegerField(_("size"), db_index=True)
    root = models.CharField(_("root"), max_length=64)
    note = models.TextField(_("signed note"))
    signed_at = models.DateTimeField(_("signed at"))

    objects = CheckpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")

    def __str__(self) -> str:
        return f"{self.size} {self.root[:16]}"

    def read(self) -> tuple[Note, Head]:
        """Return the signed note and what it says."""
        note = read_note(self.note)
        return note, read_head(note.text)

    def with_cosignatures(self) -> str:
        """Return the note with the signatures of those who watch the log."""
        return self.note + "".join(each.line for each in self.cosignatures.order_by("pk"))


class Cosignature(models.Model):
    """A witness saw the checkpoint, and that the log only grew up to it."""

    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.PROTECT, related_name="cosignatures"
    )
    witness = models.CharField(_("witness"), max_length=200)
    line = models.TextField(_("signature line"))
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        verbose_name = _("cosignature")
        verbose_name_plural = _("cosignatures")
        constraints = [
            models.UniqueConstraint(
                fields=["checkpoint", "witness"], name="marketplace_log_one_cosignature"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.witness} on {self.checkpoint_id}"


class Receipt(models.Model):
    """What somebody takes home as evidence that we got something from them.

    The body is fixed when it is issued. The signature may follow, where the signer was not
    there; once made it never changes. The same key gives the same receipt, byte for byte.
    """

    public_id = models.CharField(_("public id"), max_length=32, unique=True, editable=False)
    key = models.CharField(_("idempotency key"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20)
    subject = models.CharField(_("what it is about"), max_length=80)
    leaf = models.CharField(_("leaf hash"), max_length=64, db_index=True)
    event = models.ForeignKey(
        "marketplace.Event", on_delete=models.PROTECT, related_name="receipts", null=True
    )
    body = models.TextField(_("receipt"))
    signature = models.CharField(_("signature"), max_length=128, blank=True)
    issued_at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.leaf[:16]}"

    @property
    def is_signed(self) -> bool:
        return bool(self.signature)
