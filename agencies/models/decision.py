from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import LineField, ProseField


class Decision(models.Model):
    """A decision of the management body on an agency, with its document. Never changed."""

    class Kind(models.TextChoices):
        SUSPENDED = "suspended", _("Suspended")
        REINSTATED = "reinstated", _("Reinstated")
        REMOVED = "removed", _("Struck off")

    agency = models.ForeignKey(
        "agencies.Agency",
        on_delete=models.PROTECT,
        related_name="decisions",
        verbose_name=_("agency"),
    )
    kind = models.CharField(_("decision"), max_length=20, choices=Kind.choices)
    number = LineField(_("number of the decision"), max_length=80)
    decided_on = models.DateField(_("day of the decision"))
    ends_on = models.DateField(_("last day of the sanction"), null=True, blank=True)
    reason = ProseField(_("reason"), max_length=1000, blank=True)
    paper = models.ForeignKey(
        "marketplace_documents.Document",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decision document"),
        null=True,
        blank=True,
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [models.Index(fields=["agency", "kind"], name="agencies_decision_of_agency")]
        constraints = [
            models.CheckConstraint(
                name="agencies_decision_kind_is_known",
                condition=Q(kind__in=["suspended", "reinstated", "removed"]),
            ),
            models.CheckConstraint(
                name="agencies_decision_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("decided_on")),
                violation_error_message=_("The sanction ends before it was decided."),
            ),
        ]

    def __str__(self) -> str:
        return self.number
