from django.db import models
from django.utils.translation import gettext_lazy as _


class Incident(models.Model):
    """What went otherwise than planned with a slot or a draw, by which rule. Never changed."""

    class Kind(models.TextChoices):
        FROZEN_LATE = "frozen_late", _("The list was frozen too late for the slot announced")
        TOO_FEW_DICE = "too_few_dice", _("Too few dice fell in the window")
        LOW_PARTICIPATION = "low_participation", _("Drawn with few dice, after all moves")
        NOT_OPENED = "not_opened", _("The slot was not opened in time")
        POOL_LATE = "pool_late", _("The pool was not published in time")
        SECRET_LOST = "secret_lost", _("The operator's secret was not there")
        DIE_MISSING = "die_missing", _("A die with a receipt is missing in the pool")
        TWO_POOLS = "two_pools", _("Two different pools were signed for the slot")
        VOIDED = "voided", _("The supervisor declared the result void")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    slot = models.ForeignKey(
        "marketplace_draw.Slot",
        verbose_name=_("slot"),
        on_delete=models.PROTECT,
        related_name="incidents",
    )
    draw = models.ForeignKey(
        "marketplace_draw.Draw",
        verbose_name=_("draw"),
        on_delete=models.PROTECT,
        related_name="incidents",
        null=True,
    )
    noted_at = models.DateTimeField(_("noted at"))

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} in {self.slot_id}"
