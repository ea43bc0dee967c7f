from django.db import models
from django.utils.translation import gettext_lazy as _

from .incident import Incident


class Proof(models.Model):
    """What somebody handed in against a slot: checked, public, never changed.

    ``document`` is canonical JSON that anybody can check with our public keys alone.
    """

    KINDS = (Incident.Kind.DIE_MISSING, Incident.Kind.TWO_POOLS)

    slot = models.ForeignKey(
        "marketplace_draw.Slot",
        verbose_name=_("slot"),
        on_delete=models.PROTECT,
        related_name="proofs",
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=[(kind.value, kind.label) for kind in KINDS]
    )
    document = models.TextField(_("document"))
    digest = models.CharField(_("fingerprint"), max_length=64, unique=True)
    handed_in_at = models.DateTimeField(_("handed in at"))

    class Meta:
        verbose_name = _("proof against a slot")
        verbose_name_plural = _("proofs against slots")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:16]}"
