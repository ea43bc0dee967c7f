from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..domain.records import Record, die_record

OWNER, SUPERVISOR, PUBLIC = "owner", "supervisor", "public"


class Die(models.Model):
    """A die in a slot's pool. Nobody takes one out: rows are added and nothing else.

    ``thrower`` is the agency's public id, ``owner``, ``supervisor`` or ``public``. A die that was
    promised with an answer was known before the window, so it does not count as thrown in it.
    """

    slot = models.ForeignKey(
        "marketplace_draw.Slot",
        verbose_name=_("slot"),
        on_delete=models.PROTECT,
        related_name="dice",
    )
    seq = models.PositiveIntegerField(_("number in the slot"))
    at = models.DateTimeField(_("at"))
    thrower = models.CharField(_("thrown by"), max_length=64)
    holder = models.CharField(_("whose quota it took"), max_length=80)
    value = models.CharField(_("value"), max_length=64)
    was_promised = models.BooleanField(_("promised with an answer"), default=False)

    class Meta:
        verbose_name = _("die")
        verbose_name_plural = _("dice")
        ordering = ["slot", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "seq"], name="marketplace_draw_die_one_place"),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id}#{self.seq}"

    def as_record(self) -> Record:
        """Return the die as it lies in the pool."""
        return die_record(
            slot_id=self.slot.public_id,
            seq=self.seq,
            at=self.at,
            by=self.thrower,
            value=self.value,
        )


class PromisedDie(models.Model):
    """A die given with an answer; it waits for the window, so that nothing tells who answered."""

    subject = models.CharField(_("what is drawn for"), max_length=80)
    thrower = models.CharField(_("thrown by"), max_length=64)
    value = models.CharField(_("value"), max_length=64)
    promised_at = models.DateTimeField(_("promised at"))

    class Meta:
        verbose_name = _("promised die")
        verbose_name_plural = _("promised dice")
        indexes = [models.Index(fields=["subject"], name="marketplace_draw_promised_for")]

    def __str__(self) -> str:
        return f"{self.thrower} for {self.subject}"
