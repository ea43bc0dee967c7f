from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import LineField, ProseField, money_property


class NoticeLine(models.Model):
    """One service of a notice, with its cap, its ceiling and its days.

    ``cap_minor``, ``floor_minor`` and ``standard_days`` are copies, pinned with the notice:
    of the ``assessment`` where a schedule was asked, else of the item. The database compares
    them when the notice is published.
    """

    notice = models.ForeignKey("procurement.Notice", on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveSmallIntegerField(_("place"))
    item = models.ForeignKey(
        "marketplace.ServiceItem",
        verbose_name=_("service item"),
        on_delete=models.PROTECT,
        related_name="notice_lines",
    )
    assessment = models.ForeignKey(
        "marketplace_fees.FeeAssessment",
        verbose_name=_("fee assessment"),
        on_delete=models.PROTECT,
        related_name="notice_lines",
        null=True,
        editable=False,
    )
    cap_minor = models.PositiveBigIntegerField(_("fee cap"), null=True, editable=False)
    cap_source = LineField(_("source of the cap"), max_length=300, blank=True, editable=False)
    ceiling_minor = models.PositiveBigIntegerField(_("ceiling"), null=True)
    floor_minor = models.PositiveBigIntegerField(_("fee floor"), null=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    standard_days = models.PositiveSmallIntegerField(_("standard working days"), editable=False)
    required_days = models.PositiveSmallIntegerField(_("required working days"), null=True)

    cap = money_property("cap_minor")
    floor = money_property("floor_minor")
    ceiling = money_property("ceiling_minor")

    class Meta:
        verbose_name = _("line of a notice")
        verbose_name_plural = _("lines of notices")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "item"], name="procurement_noticeline_item_once"
            ),
            models.UniqueConstraint(
                fields=["notice", "place"], name="procurement_noticeline_place_once"
            ),
            models.CheckConstraint(
                name="procurement_noticeline_ceiling_within_cap",
                condition=Q(cap_minor=None)
                | Q(ceiling_minor=None)
                | Q(ceiling_minor__lte=F("cap_minor")),
            ),
            models.CheckConstraint(
                name="procurement_noticeline_floor_within_ceiling",
                condition=Q(floor_minor=None)
                | Q(ceiling_minor=None)
                | Q(floor_minor__lte=F("ceiling_minor")),
            ),
            models.CheckConstraint(
                name="procurement_noticeline_days_within_standard",
                condition=Q(required_days=None)
                | Q(required_days__gte=1, required_days__lte=F("standard_days")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}.{self.place} {self.item_id}"


class NoticeRequirement(models.Model):
    """One credential that satisfies a group; every group of the notice must be satisfied.

    Groups with a ``line`` come from the catalogue, the others are the owner's own.
    """

    notice = models.ForeignKey(
        "procurement.Notice", on_delete=models.PROTECT, related_name="requirements"
    )
    group = models.PositiveSmallIntegerField(_("group"))
    line = models.ForeignKey(
        NoticeLine, on_delete=models.PROTECT, related_name="requirements", null=True
    )
    type = models.ForeignKey(
        "marketplace.CredentialType",
        verbose_name=_("credential type"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    min_grade = models.ForeignKey(
        "marketplace.CredentialGrade",
        verbose_name=_("lowest grade"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("requirement of a notice")
        verbose_name_plural = _("requirements of notices")
        ordering = ["group", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "group", "type"], name="procurement_requirement_named_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.min_grade}"


class Avoidance(models.Model):
    """An agency that must not answer a notice, and why; everybody can read it."""

    notice = models.ForeignKey(
        "procurement.Notice", on_delete=models.PROTECT, related_name="avoidances"
    )
    agency = models.ForeignKey(
        "agencies.Agency",
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="avoided_by",
    )
    reason = ProseField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("avoidance")
        verbose_name_plural = _("avoidances")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "agency"], name="procurement_avoidance_named_once"
            ),
            models.CheckConstraint(
                name="procurement_avoidance_has_a_reason", condition=~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.reason}"
