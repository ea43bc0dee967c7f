from __future__ import annotations

import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..domain.delay import delay_input, from_hex
from ..domain.records import Record


class Pool(models.Model):
    """The closed pool of a slot: the record as canonical JSON, and its fingerprint. One a slot."""

    slot = models.OneToOneField(
        "marketplace_draw.Slot",
        verbose_name=_("slot"),
        on_delete=models.PROTECT,
        related_name="pool",
    )
    document = models.TextField(_("record"))
    digest = models.CharField(_("pool fingerprint"), max_length=64)
    pooled_at = models.DateTimeField(_("closed at"))

    class Meta:
        verbose_name = _("pool")
        verbose_name_plural = _("pools")

    def __str__(self) -> str:
        return self.digest[:16]

    def as_record(self) -> Record:
        """Return the record, whose canonical form has the fingerprint."""
        return json.loads(self.document)

    def delay_input(self) -> int:
        """Return the number with which the stirring begins."""
        return delay_input(bytes.fromhex(self.digest))


class DelayPoint(models.Model):
    """How far the stirring has come, with the value from which it can go on."""

    slot = models.ForeignKey(
        "marketplace_draw.Slot",
        verbose_name=_("slot"),
        on_delete=models.PROTECT,
        related_name="points",
    )
    step = models.PositiveIntegerField(_("step"))
    value = models.CharField(_("value"), max_length=512)

    class Meta:
        verbose_name = _("resume point")
        verbose_name_plural = _("resume points")
        constraints = [
            models.UniqueConstraint(fields=["slot", "step"], name="marketplace_draw_one_point"),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} at step {self.step}"

    @property
    def number(self) -> int:
        return from_hex(self.value)
