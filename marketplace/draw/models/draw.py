from __future__ import annotations

import json

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...kernel.canonical import tagged_hash
from ...kernel.seed import Seed
from ..domain.records import Record, result_record


class DrawQuerySet(models.QuerySet):
    def locked(self, public_id: str) -> Draw:
        """Fetch one draw and hold its row until the transaction ends."""
        return self.select_for_update(of=("self",)).get(public_id=public_id)

    def without_seed(self) -> DrawQuerySet:
        """Those whose source may have a seed now: a slot's draws wait for its stirring."""
        return self.filter(seed="").filter(Q(slot=None) | ~Q(slot__output=""))

    def decided(self) -> DrawQuerySet:
        """Those that were drawn in a slot and have their seed, newest first."""
        return self.filter(slot__isnull=False).exclude(seed="").order_by("-seeded_at", "-pk")


class Draw(models.Model):
    """One frozen list and the seed it gets. Both are written once and never change.

    ``candidates`` is the list as canonical JSON text, so that its hash can be redone. A draw in
    a slot has the whole record of OPENDRAW/1 in ``freeze``; only a move to the next slot, by a
    rule that knows no result, writes it again.
    """

    public_id = models.CharField(_("public id"), max_length=16, unique=True, editable=False)
    subject = models.CharField(_("what is drawn for"), max_length=80)
    source = models.CharField(_("source of the seed"), max_length=40)
    candidates = models.TextField(_("frozen list"))
    freeze_hash = models.CharField(_("hash of the frozen list"), max_length=64)
    frozen_at = models.DateTimeField(_("frozen at"))
    seed = models.CharField(_("seed"), max_length=64, blank=True)
    seed_source = models.CharField(_("what the seed was made of"), max_length=80, blank=True)
    seeded_at = models.DateTimeField(_("seeded at"), null=True)

    slot = models.ForeignKey(
        "marketplace_draw.Slot",
        verbose_name=_("slot"),
        on_delete=models.PROTECT,
        related_name="draws",
        null=True,
    )
    freeze = models.TextField(_("record of the frozen list"), blank=True)
    moves = models.PositiveSmallIntegerField(_("moves to a later slot"), default=0)
    low_participation = models.BooleanField(_("drawn with few dice"), default=False)
    voided_at = models.DateTimeField(_("voided at"), null=True)
    void_reason = models.CharField(_("why it is void"), max_length=500, blank=True)

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        constraints = [
            models.UniqueConstraint(fields=["subject"], name="marketplace_draw_one_per_subject"),
            models.CheckConstraint(
                name="marketplace_draw_draw_void_for_a_reason",
                condition=Q(voided_at=None, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="") & ~Q(seed="")),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def stream(self) -> str:
        return f"draw:{self.public_id}"

    @property
    def is_void(self) -> bool:
        """Return whether the supervisor has declared its result void."""
        return self.voided_at is not None

    def ids(self) -> list[str]:
        """Return the public ids on the list, sorted."""
        return json.loads(self.candidates)

    def value(self) -> Seed | None:
        """Return the seed, or None while it is not there yet."""
        return Seed(bytes.fromhex(self.seed), self.seed_source) if self.seed else None

    def freeze_record(self) -> Record:
        """Return the record of OPENDRAW/1 whose fingerprint is ``freeze_hash``."""
        return json.loads(self.freeze)

    def result(self) -> Record:
        """Return the result of a draw that has its seed and was made in a slot."""
        return self.result_of(self.value())

    def result_of(self, seed: Seed) -> Record:
        """Return the result that a seed makes of the list of a draw in a slot."""
        return result_record(
            draw_id=self.public_id,
            pool=self.slot.pool.digest,
            seed=seed,
            freeze=self.freeze_record(),
        )

    @staticmethod
    def hash_of(candidates: bytes) -> str:
        """Return the fingerprint under which the frozen list is published."""
        return tagged_hash("freeze", candidates).hex()
